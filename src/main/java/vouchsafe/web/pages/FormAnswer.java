package vouchsafe.web.pages;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * How a form was answered that did what it was for.
 *
 * @param location where the browser went on, or goes on if the form is sent again; empty for an answer that is made anew
 * @param said the message that the next page showed; may be empty
 * @param visitor username of who was signed in then, or an empty text
 * @param cookies the values of the Set-Cookie headers
 */
record FormAnswer(String location, String said, String visitor, List<String> cookies) {

    FormAnswer saying(String message) {
        return new FormAnswer(location, message, visitor, cookies);
    }

    /** The same without its cookies. */
    FormAnswer without() {
        return new FormAnswer(location, said, visitor, List.of());
    }

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            write(out, location);
            write(out, said);
            write(out, visitor);
            out.writeInt(cookies.size());
            for (String cookie : cookies) {
                write(out, cookie);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    static FormAnswer read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            String location = read(in);
            String said = read(in);
            String visitor = read(in);
            List<String> cookies = new ArrayList<>();
            int count = in.readInt();
            for (int number = 0; number < count; number++) {
                cookies.add(read(in));
            }
            return new FormAnswer(location, said, visitor, List.copyOf(cookies));
        } catch (IOException foreign) {
            throw new UncheckedIOException(foreign);
        }
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String read(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
