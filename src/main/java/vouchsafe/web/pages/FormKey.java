package vouchsafe.web.pages;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * By what a form that was sent is known again. The anti-forgery value in it is masked anew each time a page is written, so a
 * form with the same content in every field is the same view of the same page, sent once more. A form with a field
 * {@link #BY_CONTENT} is known by the rest of its content as well, for a while: a browser that goes back may write the page
 * anew, and what its person typed is still there.
 *
 * @param kept how long the answer is remembered
 */
record FormKey(byte[] digest, Duration kept) {
    /** How long a form is known by everything in it. */
    static final Duration KEPT = Duration.ofDays(1);

    /** The field that says that what is typed into a form, and not the page it stands on, is what is done once. */
    static final String BY_CONTENT = "once";

    /** How long a form is known by its content: whoever sends a message of the same words tomorrow means it. */
    private static final Duration BY_CONTENT_KEPT = Duration.ofMinutes(15);

    /**
     * The keys of this request; none where it is no form of ours.
     *
     * @param sender who sends it, or an empty text
     */
    static List<FormKey> of(HttpServletRequest request, String sender) {
        Map<String, String[]> fields = new TreeMap<>(request.getParameterMap());
        if (!request.getMethod().equals("POST") || !fields.containsKey(Page.FORGERY_FIELD)) {
            return List.of();
        }
        List<FormKey> keys = new ArrayList<>();
        keys.add(new FormKey(digest(request, fields, ""), KEPT));
        if (fields.containsKey(BY_CONTENT) && !sender.isEmpty()) {
            fields.remove(Page.FORGERY_FIELD);
            keys.add(new FormKey(digest(request, fields, sender), BY_CONTENT_KEPT));
        }
        return keys;
    }

    /** The key of a form that is read as it comes. */
    static FormKey of(List<String> content) {
        MessageDigest digest = sha256();
        try (DataOutputStream out = into(digest)) {
            for (String each : content) {
                write(out, each);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new FormKey(digest.digest(), KEPT);
    }

    private static byte[] digest(HttpServletRequest request, Map<String, String[]> fields, String sender) {
        MessageDigest digest = sha256();
        try (DataOutputStream out = into(digest)) {
            write(out, sender);
            write(out, request.getRequestURI());
            write(out, Objects.requireNonNullElse(request.getQueryString(), ""));
            out.writeInt(fields.size());
            for (Map.Entry<String, String[]> field : fields.entrySet()) {
                write(out, field.getKey());
                out.writeInt(field.getValue().length);
                for (String value : field.getValue()) {
                    write(out, value);
                }
            }
            for (Part file : files(request)) {
                write(out, file.getName());
                write(out, Objects.requireNonNullElse(file.getSubmittedFileName(), ""));
                out.writeLong(file.getSize());
                try (InputStream content = file.getInputStream()) {
                    content.transferTo(out);
                }
            }
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
        return digest.digest();
    }

    private static List<Part> files(HttpServletRequest request) throws IOException {
        String type = request.getContentType();
        if (type == null || !type.startsWith("multipart/form-data")) {
            return List.of();
        }
        try {
            return request.getParts().stream()
                    .filter(part -> part.getSubmittedFileName() != null)
                    .toList();
        } catch (ServletException unreadable) {
            return List.of();
        }
    }

    /** Text with its length, so that no two lists of fields look alike. */
    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static DataOutputStream into(MessageDigest digest) {
        return new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }
}
