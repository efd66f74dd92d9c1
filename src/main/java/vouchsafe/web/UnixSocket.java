package vouchsafe.web;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A Unix socket to listen on in place of a port, for a proxy on the same machine. Its file says who may connect, so whoever does
 * is trusted as a proxy.
 *
 * @param path its file
 * @param mode who may connect: writing is connecting (unix(7))
 * @param group the group of the file; empty leaves that of this process
 */
public record UnixSocket(Path path, Set<PosixFilePermission> mode, Optional<String> group) {
    private static final String PREFIX = "unix:";

    /** Bytes of a path in a {@code sockaddr_un} (unix(7)), of systems whose own is shortest. */
    private static final int LONGEST_PATH = 103;

    /** The socket can't be listened on; the message says why, and what to do. */
    public static final class Unusable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unusable(String message) {
            super(message);
        }
    }

    public UnixSocket {
        mode = Set.copyOf(mode);
    }

    /**
     * Reads where to listen.
     *
     * @param listen {@code unix:/run/vouchsafe/socket}, or an address of a network
     * @param mode octal, such as {@code 660}
     * @return empty where it is an address of a network
     * @throws IllegalArgumentException with what is wrong with the path or the mode
     */
    public static Optional<UnixSocket> of(String listen, String mode, Optional<String> group) {
        Set<PosixFilePermission> permissions = permissions(mode);
        if (!listen.startsWith(PREFIX)) {
            if (group.isPresent()) {
                throw new IllegalArgumentException(
                        "socket-group is set but listen names no Unix socket; set both or neither");
            }
            return Optional.empty();
        }
        Path path = Path.of(listen.substring(PREFIX.length()));
        if (!path.isAbsolute() || path.getFileName() == null) {
            throw new IllegalArgumentException(
                    "a Unix socket is named by its whole path, such as unix:/run/vouchsafe/socket, not " + listen);
        }
        if (path.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
            throw new IllegalArgumentException("the path of a Unix socket has at most " + LONGEST_PATH
                    + " bytes; choose a shorter one than " + path);
        }
        return Optional.of(new UnixSocket(path, permissions, group));
    }

    private static Set<PosixFilePermission> permissions(String octal) {
        if (!octal.matches("0?[0-7]{3}")) {
            throw new IllegalArgumentException(
                    "the mode of a socket is written as three octal digits, such as 660, not " + octal);
        }
        int bits = Integer.parseInt(octal, 8);
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] all = PosixFilePermission.values();
        for (int place = 0; place < all.length; place++) {
            if ((bits & 1 << all.length - 1 - place) != 0) {
                permissions.add(all[place]);
            }
        }
        return permissions;
    }

    String modeText() {
        return PosixFilePermissions.toString(mode);
    }

    /** Makes place for the socket: one that a killed server left is deleted; one on which somebody answers is not. */
    void makePlace() throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new Unusable("the folder of the socket " + path
                    + " is not there; make it, and give it to the user that runs this server");
        }
        if (!Files.isWritable(folder)) {
            throw new Unusable("this process may not write in " + folder
                    + ", where its socket should be; give the folder to the user that runs this server");
        }
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther()) {
            throw new Unusable(
                    path + " is there and is no socket; choose another path for the socket, or move it away");
        }
        if (answered()) {
            throw new Unusable("another process listens on the socket " + path + "; stop it, or choose another path");
        }
        Files.delete(path);
    }

    private boolean answered() {
        try (SocketChannel tried = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            return tried.isConnected();
        } catch (IOException nobody) {
            return false;
        }
    }

    /** Gives the socket to its group, once it is there. */
    void giveToGroup() throws IOException {
        if (group.isEmpty()) {
            return;
        }
        try {
            Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setGroup(path.getFileSystem()
                            .getUserPrincipalLookupService()
                            .lookupPrincipalByGroupName(group.get()));
        } catch (UserPrincipalNotFoundException unknown) {
            throw new Unusable(
                    "this machine has no group " + group.get() + "; make it, or name the group of the proxy");
        } catch (FileSystemException refused) {
            throw new Unusable("the socket can't be given to the group " + group.get()
                    + ": the user that runs this server has to be in it (usermod -aG " + group.get() + " USER)");
        }
    }
}
