package vouchsafe.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file with one secret in it, as containers, systemd and Kubernetes hand them over. */
final class SecretFile {
    /** Bytes that a secret has at most; a larger file is another than was meant. */
    private static final int LARGEST = 64 * 1024;

    private SecretFile() {}

    /**
     * The secret in a file. The end of its last line does not count: editors write one.
     *
     * @param named the name under which the file was given, for messages, which never have what is in it
     * @throws InvalidSettings where there is no text to read
     */
    static String read(String named, Path file) {
        byte[] bytes = bytes(named, file);
        if (bytes.length > LARGEST) {
            throw refused(named, file, "is larger than a secret, which has " + LARGEST + " bytes at most");
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException otherBytes) {
            throw refused(named, file, "is no text in UTF-8");
        }
        String secret = text.replaceFirst("\r?\n\\z", "");
        if (secret.isBlank()) {
            throw refused(named, file, "is empty");
        }
        if (secret.indexOf('\n') >= 0 || secret.indexOf('\r') >= 0) {
            throw refused(named, file, "has more than one line");
        }
        return secret;
    }

    private static byte[] bytes(String named, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(LARGEST + 1);
        } catch (IOException failure) {
            throw refused(named, file, FileTrouble.unread(failure));
        }
    }

    private static InvalidSettings refused(String named, Path file, String why) {
        return new InvalidSettings("the file " + file + " of " + named + " " + why);
    }
}
