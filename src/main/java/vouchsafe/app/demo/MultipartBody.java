package vouchsafe.app.demo;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A form with a file, as a browser or an app sends it (RFC 7578). */
final class MultipartBody {
    private static final String BOUNDARY = "----vouchsafe-demo-boundary";

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    /** A file to send. */
    record Attachment(String name, String type, byte[] content) {
        static Attachment text(String name, String type, String content) {
            return new Attachment(name, type, content.getBytes(StandardCharsets.UTF_8));
        }
    }

    MultipartBody fields(Map<String, String> fields) {
        fields.forEach((name, value) -> part("name=\"" + name + "\"", value.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    MultipartBody file(String field, Attachment file) {
        part(
                "name=\"" + field + "\"; filename=\"" + file.name() + "\"\r\nContent-Type: " + file.type(),
                file.content());
        return this;
    }

    private void part(String disposition, byte[] content) {
        body.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    /** The POST of this form. */
    HttpRequest.Builder to(URI address) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(body.toByteArray());
        whole.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        return HttpRequest.newBuilder(address)
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(HttpRequest.BodyPublishers.ofByteArray(whole.toByteArray()));
    }
}
