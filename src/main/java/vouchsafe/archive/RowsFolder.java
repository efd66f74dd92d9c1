package vouchsafe.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import vouchsafe.backup.BackupRefused;
import vouchsafe.backup.FolderFiles;

/**
 * The folder of the embedded database as a tar, copied while the database writes to it. What a file lacks or has too much is in the
 * log; so a file that changes, grows, shrinks or goes meanwhile is copied as it comes (PostgreSQL manual 25.3.4, "Making a Base
 * Backup Using the Low Level API").
 */
final class RowsFolder {
    private static final String ROWS = "postgres/";
    private static final String FURTHER = "folder/";
    /** Folders whose contents are made anew at a start; they themselves must be there. */
    private static final Set<String> EMPTIED = Set.of(
            "pg_wal",
            "pg_replslot",
            "pg_dynshmem",
            "pg_notify",
            "pg_serial",
            "pg_snapshots",
            "pg_stat_tmp",
            "pg_subtrans",
            "log");

    private static final Set<String> LEFT_OUT = Set.of(
            "postmaster.pid",
            "postmaster.opts",
            "current_logfiles",
            "backup_label",
            "backup_label.old",
            "tablespace_map",
            "backup_manifest",
            "recovery.signal",
            "standby.signal",
            "postgresql.auto.conf.tmp");

    private long files;
    private long bytes;

    long files() {
        return files;
    }

    long bytes() {
        return bytes;
    }

    /** Writes the folder into a tar. */
    void write(Path rows, TarArchiveOutputStream tar) throws IOException {
        Files.walkFileTree(rows, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (folder.equals(rows)) {
                    return FileVisitResult.CONTINUE;
                }
                Path relative = rows.relativize(folder);
                if (relative.getFileName().toString().startsWith("pgsql_tmp")) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                tar.putArchiveEntry(new TarArchiveEntry(ROWS + relative + "/"));
                tar.closeArchiveEntry();
                return EMPTIED.contains(relative.toString()) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path relative = rows.relativize(file);
                String name = file.getFileName().toString();
                boolean skipped = LEFT_OUT.contains(relative.toString())
                        || name.startsWith("pgsql_tmp")
                        || name.startsWith("pg_internal.init")
                        || !attributes.isRegularFile();
                if (!skipped) {
                    writeFile(file, ROWS + relative, tar);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
    }

    private void writeFile(Path file, String name, TarArchiveOutputStream tar) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            long size = Files.size(file);
            TarArchiveEntry entry = new TarArchiveEntry(name);
            entry.setSize(size);
            tar.putArchiveEntry(entry);
            copy(content, size, tar);
            tar.closeArchiveEntry();
            files++;
            bytes += size;
        } catch (NoSuchFileException gone) {
            // The log says so, too.
        }
    }

    private static void copy(InputStream content, long size, OutputStream to) throws IOException {
        byte[] chunk = new byte[1 << 16];
        long left = size;
        while (left > 0) {
            int read = content.read(chunk, 0, (int) Math.min(chunk.length, left));
            if (read < 0) {
                java.util.Arrays.fill(chunk, (byte) 0);
                read = (int) Math.min(chunk.length, left);
            }
            to.write(chunk, 0, read);
            left -= read;
        }
    }

    /** Adds what PostgreSQL says at the end of a copy. */
    void add(String name, byte[] content, TarArchiveOutputStream tar) throws IOException {
        write(ROWS + name, content, tar);
    }

    /** Adds what an operator put into the data folder for people to see. */
    void addFurther(Path dataFolder, TarArchiveOutputStream tar) throws IOException {
        FolderFiles further = new FolderFiles(dataFolder);
        for (Path each : further.list()) {
            write(FURTHER + each, further.read(each), tar);
        }
    }

    private void write(String name, byte[] content, TarArchiveOutputStream tar) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
        files++;
        bytes += content.length;
    }

    /** Reads a tar into an empty folder, and what belongs beside it into the data folder. */
    void read(TarArchiveInputStream tar, Path rows, Path dataFolder) throws IOException {
        FolderFiles further = new FolderFiles(dataFolder);
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            if (entry.getName().startsWith(FURTHER)) {
                further.put(entry.getName().substring(FURTHER.length()), new Unclosed(tar));
                files++;
                continue;
            }
            Path target = rows.resolve(
                            entry.getName().substring(Math.min(entry.getName().length(), ROWS.length())))
                    .normalize();
            if (!entry.getName().startsWith(ROWS) || !target.startsWith(rows)) {
                throw new BackupRefused("the archive has a file that belongs nowhere: " + entry.getName());
            }
            if (entry.isDirectory()) {
                Files.createDirectories(
                        target, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createFile(
                        target, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                try (OutputStream file = Files.newOutputStream(target)) {
                    bytes += tar.transferTo(file);
                }
                files++;
            }
        }
    }

    /** The tar goes on after an entry. */
    private static final class Unclosed extends FilterInputStream {
        Unclosed(InputStream from) {
            super(from);
        }

        @Override
        public void close() {
            // Left open.
        }
    }
}
