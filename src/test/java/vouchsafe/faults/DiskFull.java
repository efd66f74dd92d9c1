package vouchsafe.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The disk of the data folder fills to its last byte, with the PostgreSQL that came along on it, and gets room again. */
final class DiskFull implements Fault {
    @Override
    public String name() {
        return "disk-full";
    }

    @Override
    public String promise() {
        return "Callers are told that there is no room (507, 503); nothing that was answered for is lost, and all goes"
                + " on when room is made.";
    }

    @Override
    public int many() {
        return 5;
    }

    @Override
    public boolean possible() {
        try {
            Path trial = Files.createTempDirectory("vouchsafe-faults");
            boolean mounts = mount("1m", trial) && Commands.works(List.of("umount", trial.toString()));
            Files.delete(trial);
            return mounts;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean mount(String size, Path folder) {
        return Commands.works(List.of("mount", "-t", "tmpfs", "-o", "size=" + size, "vouchsafe", folder.toString()));
    }

    @Override
    public void run(Trial trial) throws Exception {
        Path disk = Files.createDirectories(trial.folder().resolve("disk"));
        if (!mount("1500m", disk)) {
            throw new IOException("no disk of its own could be mounted at " + disk);
        }
        try (Service service = Service.alone(disk, trial.history())) {
            trial.rounds(service, round -> {
                Path ballast = disk.resolve("ballast");
                fill(ballast);
                try {
                    service.await("it says that it is not ready", () -> !ready(service.node()));
                    // Long enough for every kind of work to meet the full disk.
                    Thread.sleep(5_000);
                    fill(ballast);
                    Thread.sleep(5_000);
                } finally {
                    Files.delete(ballast);
                }
                service.await("it is ready again", () -> ready(service.node()));
            });
        } finally {
            Commands.run(List.of("umount", "-l", disk.toString()));
        }
    }

    private static boolean ready(Node node) {
        try {
            return new Calls(List.of(node.address()))
                            .send(HttpRequest.newBuilder(URI.create(node.address() + "/health/ready")))
                            .statusCode()
                    == 200;
        } catch (Unanswered not) {
            return false;
        }
    }

    /** Writes until nothing more fits. */
    private static void fill(Path file) throws IOException {
        byte[] block = new byte[64 * 1024];
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            if (!String.valueOf(full.getMessage()).contains("No space left")) {
                throw full;
            }
        }
    }
}
