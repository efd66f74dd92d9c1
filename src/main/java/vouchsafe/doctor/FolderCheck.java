package vouchsafe.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The data folder: whose it is, who may look into it, and what it lies on. */
final class FolderCheck implements Check {
    /** Files with a secret in them. */
    private static final List<String> SECRETS =
            List.of("master.key", "postgres.password", "server.json", "vouchsafe.properties");

    private static final Set<PosixFilePermission> OF_OTHERS = PosixFilePermissions.fromString("---rwxrwx");
    private static final Set<String> MEMORY = Set.of("tmpfs", "ramfs");
    private static final List<String> NETWORK =
            List.of("nfs", "cifs", "smb", "9p", "afs", "ceph", "gluster", "fuse.sshfs");

    @Override
    public Area area() {
        return Area.DATA_FOLDER;
    }

    @Override
    public String subject() {
        return "the data folder";
    }

    @Override
    public Outcome look(Installation installation) throws IOException {
        Path folder = installation.folder().path();
        if (Files.isSymbolicLink(folder) && !Files.exists(folder)) {
            return Check.found(Finding.wrong(
                    "folder.link-to-nothing",
                    area(),
                    "The data folder " + folder + " is a symbolic link to something that is not there.",
                    "Mount or make what it points to, or set data-dir (VOUCHSAFE_DATA_DIR) to another folder."));
        }
        if (!Files.exists(folder)) {
            return missing(folder);
        }
        if (!Files.isDirectory(folder)) {
            return Check.found(Finding.wrong(
                    "folder.no-folder",
                    area(),
                    "The data folder " + folder + " is a file.",
                    "Set data-dir (VOUCHSAFE_DATA_DIR) to a folder."));
        }
        List<Finding> findings = new ArrayList<>();
        modes(folder, findings);
        owner(folder, findings);
        ways(folder, findings);
        contents(folder, findings);
        place(installation, folder, findings);
        return Check.found(findings);
    }

    private Outcome missing(Path folder) {
        Path parent = folder.getParent();
        while (parent != null && !Files.exists(parent)) {
            parent = parent.getParent();
        }
        if (parent != null && !Files.isWritable(parent)) {
            return Check.found(Finding.wrong(
                    "folder.cannot-be-made",
                    area(),
                    "The data folder " + folder + " is not there, and this user may not make it in " + parent + ".",
                    "Make it and give it to the server's user, or set data-dir (VOUCHSAFE_DATA_DIR) to another one."));
        }
        return Check.notLooked("it is made at the first start");
    }

    private void modes(Path folder, List<Finding> findings) throws IOException {
        Set<PosixFilePermission> open = open(folder);
        if (!open.isEmpty()) {
            findings.add(Finding.wrong(
                    "folder.mode",
                    area(),
                    "The data folder " + folder + " is open to other users of this machine ("
                            + PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)) + ").",
                    "Run: chmod 700 " + folder));
        }
        for (String name : SECRETS) {
            Path file = folder.resolve(name);
            if (Files.exists(file) && !open(file).isEmpty()) {
                findings.add(Finding.wrong(
                        "folder.secret-mode",
                        area(),
                        "The file " + file + " holds secrets and can be read or written by other users.",
                        "Run: chmod 600 " + file));
            }
        }
    }

    /** What others than the owner may do. */
    private static Set<PosixFilePermission> open(Path path) throws IOException {
        Set<PosixFilePermission> granted = new java.util.TreeSet<>(Files.getPosixFilePermissions(path));
        granted.retainAll(OF_OTHERS);
        return granted;
    }

    private void owner(Path folder, List<Finding> findings) throws IOException {
        String owner = Files.getOwner(folder).getName();
        String self = System.getProperty("user.name", "");
        if (!self.equals("root") && !owner.equals(self)) {
            findings.add(Finding.wrong(
                    "folder.owner",
                    area(),
                    "The data folder " + folder + " belongs to " + owner + ", and this look is " + self + "'s.",
                    "Run Vouchsafe and its commands as " + owner + ", or give the folder to " + self
                            + " with chown -R."));
        } else if (!Files.isWritable(folder)) {
            findings.add(Finding.wrong(
                    "folder.read-only",
                    area(),
                    "The data folder " + folder + " cannot be written to.",
                    "Mount its disk for writing, or set data-dir (VOUCHSAFE_DATA_DIR) to another folder."));
        }
    }

    /** Whoever may write to a folder above can put another folder in the place of ours. */
    private void ways(Path folder, List<Finding> findings) throws IOException {
        for (Path above = folder.toRealPath().getParent(); above != null; above = above.getParent()) {
            boolean sticky = (((Integer) Files.getAttribute(above, "unix:mode")) & 01000) != 0;
            if (!sticky && Files.getPosixFilePermissions(above).contains(PosixFilePermission.OTHERS_WRITE)) {
                findings.add(Finding.wrong(
                        "folder.way",
                        area(),
                        "Every user of this machine may replace the data folder, since " + above
                                + " above it is open for writing.",
                        "Run: chmod o-w " + above));
                return;
            }
        }
    }

    private void contents(Path folder, List<Finding> findings) throws IOException {
        List<String> leadingNowhere = new ArrayList<>();
        try (var entries = Files.list(folder)) {
            entries.filter(Files::isSymbolicLink)
                    .filter(entry -> !Files.exists(entry))
                    .forEach(entry -> leadingNowhere.add(entry.getFileName().toString()));
        } catch (java.nio.file.AccessDeniedException closed) {
            return;
        }
        for (String name : leadingNowhere) {
            findings.add(Finding.wrong(
                    "folder.link-to-nothing",
                    area(),
                    "The entry " + name + " of the data folder is a symbolic link to something that is not there.",
                    "Mount or make what it points to, or remove the link."));
        }
        Path rows = folder.resolve("postgres");
        if (Files.isDirectory(rows) && System.getProperty("user.name", "").equals("root")) {
            PosixFileAttributes attributes =
                    Files.readAttributes(rows, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.permissions().contains(PosixFilePermission.OTHERS_READ)) {
                findings.add(Finding.wrong(
                        "folder.rows-mode",
                        area(),
                        "The rows of the database in " + rows + " can be read by other users.",
                        "Run: chmod 700 " + rows));
            }
        }
    }

    private void place(Installation installation, Path folder, List<Finding> findings) throws IOException {
        String type = Files.getFileStore(folder).type().toLowerCase(Locale.ROOT);
        if (MEMORY.contains(type)) {
            findings.add(Finding.wrong(
                    "folder.memory",
                    area(),
                    "The data folder " + folder + " lies in memory (" + type + "): all of it is gone when the machine"
                            + " restarts.",
                    "Set data-dir (VOUCHSAFE_DATA_DIR) to a folder on a disk."));
        }
        if (installation.folder().holdsRows() && NETWORK.stream().anyMatch(type::startsWith)) {
            findings.add(Finding.risk(
                    "folder.network",
                    area(),
                    "The data folder " + folder + " with the database lies on a network file system (" + type
                            + "), which may lose what the database believes is on the disk.",
                    "Put it on a disk of this machine, or keep the rows in a PostgreSQL of its own (db-url)."));
        }
        boolean container = Files.exists(Path.of("/.dockerenv")) || Files.exists(Path.of("/run/.containerenv"));
        if (container && type.equals("overlay")) {
            findings.add(Finding.wrong(
                    "folder.container",
                    area(),
                    "The data folder " + folder + " lies inside the container: it is gone when the container is.",
                    "Mount a volume there."));
        }
    }
}
