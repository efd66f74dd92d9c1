package vouchsafe.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vouchsafe.hypothesis.AnnotatorFolder;
import vouchsafe.hypothesis.AnnotatorPackage;

/** Fetches the annotation client as its authors publish it. A running server serves it from then on. */
@Command(name = "install", description = "Fetch the annotation client with npm and put it into the data folder.")
final class AnnotatorInstallCommand implements Callable<Integer> {
    private static final int PATIENCE_MINUTES = 5;

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "Use this file, fetched elsewhere with: npm pack " + AnnotatorPackage.SPECIFIER)
    private @Nullable Path from;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Path dataFolder = DataFolder.make(settings.load(Map.of()).dataFolder());
        Path folder = DataFolder.make(dataFolder.resolve(SettingsBeans.ANNOTATOR));
        AnnotatorPackage client = new AnnotatorPackage(new AnnotatorFolder(folder));
        if (from != null) {
            install(client, from);
        } else {
            fetch(client, folder);
        }
        settings.answer(json)
                .with("package", AnnotatorPackage.SPECIFIER)
                .with("folder", client.home().toString())
                .say("annotation client installed; try it at "
                        + RunningServer.of(dataFolder).map(RunningServer::url).orElse("") + "/annotate-demo");
        return 0;
    }

    private static void fetch(AnnotatorPackage client, Path folder) throws IOException {
        Path fetched = Files.createTempDirectory(folder, "npm");
        try {
            npm(fetched);
            install(client, fetched.resolve(AnnotatorPackage.FILE_NAME));
        } finally {
            Files.deleteIfExists(fetched.resolve(AnnotatorPackage.FILE_NAME));
            Files.deleteIfExists(fetched.resolve("npm.log"));
            Files.delete(fetched);
        }
    }

    private static void install(AnnotatorPackage client, Path tarball) throws IOException {
        if (!Files.isReadable(tarball)) {
            throw new CommandFailed("there is no readable file " + tarball);
        }
        try {
            client.install(tarball);
        } catch (IllegalArgumentException notIt) {
            throw new CommandFailed(String.valueOf(notIt.getMessage()));
        }
    }

    private static void npm(Path into) throws IOException {
        Path log = into.resolve("npm.log");
        try {
            Process npm = new ProcessBuilder("npm", "pack", AnnotatorPackage.SPECIFIER, "--ignore-scripts")
                    .directory(into.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!npm.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                npm.destroyForcibly();
                throw new CommandFailed("npm did not end within " + PATIENCE_MINUTES + " minutes." + elsewhere());
            }
            if (npm.exitValue() != 0) {
                throw new CommandFailed("npm failed:\n" + Files.readString(log).strip() + "\n"
                        + elsewhere().strip());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted while npm ran");
        } catch (IOException absent) {
            throw new CommandFailed("npm is needed and is not installed here (" + absent.getMessage()
                    + "). Debian, Ubuntu: apt install npm." + elsewhere());
        }
    }

    private static String elsewhere() {
        return " Or fetch the file on another machine with \"npm pack " + AnnotatorPackage.SPECIFIER
                + "\", and run: vouchsafe annotator install --from " + AnnotatorPackage.FILE_NAME;
    }
}
