package vouchsafe.embedded;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import vouchsafe.db.DatabaseUnavailable;

/**
 * The user that PostgreSQL runs as. It refuses to run as root, so a server started by root runs it in a user namespace
 * (where root is an ordinary user, yet owns the same files), or else as another user, who then owns the folder.
 */
sealed interface PostgresUser {

    /** The command line that runs a command as this user. */
    List<String> command(List<String> command);

    /** Gives a file to this user. */
    void own(Path path);

    /** Lets this user through a folder to its own files in it. */
    void passThrough(Path folder);

    /** The user who runs the server. */
    record Myself() implements PostgresUser {
        @Override
        public List<String> command(List<String> command) {
            return command;
        }

        @Override
        public void own(Path path) {
            // The user's own files need no change of owner.
        }

        @Override
        public void passThrough(Path folder) {
            // The user's own folders are never closed to it.
        }
    }

    /** The user who runs the server, seen as user 65534 from inside. */
    record InNamespace() implements PostgresUser {
        @Override
        public List<String> command(List<String> command) {
            return prepend(List.of("unshare", "--user", "--"), command);
        }

        @Override
        public void own(Path path) {
            // The files have the same owner inside and outside of the namespace.
        }

        @Override
        public void passThrough(Path folder) {
            // The user's own folders are never closed to it.
        }
    }

    /** Another user, which only root can choose. */
    record Other(int user, int group) implements PostgresUser {
        @Override
        public List<String> command(List<String> command) {
            return prepend(
                    List.of("setpriv", "--reuid=" + user, "--regid=" + group, "--clear-groups", "--no-new-privs", "--"),
                    command);
        }

        @Override
        public void own(Path path) {
            try {
                Files.setAttribute(path, "unix:gid", group);
                Files.setAttribute(path, "unix:uid", user);
            } catch (IOException failure) {
                throw new UncheckedIOException("cannot give " + path + " to user " + user, failure);
            }
        }

        @Override
        public void passThrough(Path folder) {
            try {
                Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(folder));
                permissions.add(PosixFilePermission.OTHERS_EXECUTE);
                Files.setPosixFilePermissions(folder, permissions);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    /**
     * The user for a folder of rows: its owner where it exists, else the first way this machine offers.
     *
     * @param rows the folder PostgreSQL keeps its rows in, which may not exist yet
     */
    static PostgresUser of(Path rows) {
        boolean root = new UnixSystem().getUid() == 0;
        if (!root) {
            // initdb needs a user with a name, which users of a container often lack.
            return output("id", "-un").isPresent() || !namespacesWork() ? new Myself() : new InNamespace();
        }
        try {
            if (Files.isDirectory(rows) && (int) Files.getAttribute(rows, "unix:uid") != 0) {
                return new Other(
                        (int) Files.getAttribute(rows, "unix:uid"), (int) Files.getAttribute(rows, "unix:gid"));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        if (namespacesWork()) {
            return new InNamespace();
        }
        if (output("setpriv", "--version").isPresent()) {
            for (String name : List.of("postgres", "nobody")) {
                Optional<String> user = output("id", "-u", name);
                Optional<String> group = output("id", "-g", name);
                if (user.isPresent() && group.isPresent()) {
                    return new Other(Integer.parseInt(user.get()), Integer.parseInt(group.get()));
                }
            }
        }
        throw new DatabaseUnavailable(
                "PostgreSQL refuses to run as root, and this machine offers neither user namespaces (unshare --user)"
                        + " nor setpriv with a user named postgres or nobody. Start Vouchsafe as another user, or run a"
                        + " PostgreSQL yourself and set VOUCHSAFE_DB_URL=postgresql://user:password@host/database");
    }

    private static boolean namespacesWork() {
        return output("unshare", "--user", "--", "true").isPresent();
    }

    private static List<String> prepend(List<String> prefix, List<String> command) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(command);
        return all;
    }

    /** The output of a small command; empty where it failed or is not installed. */
    private static Optional<String> output(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return Stream.of(output).filter(any -> waitFor(process) == 0).findFirst();
        } catch (IOException notInstalled) {
            return Optional.empty();
        }
    }

    private static int waitFor(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
