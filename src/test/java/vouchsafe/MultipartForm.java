package vouchsafe;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A form as a browser sends it when it has a file field (RFC 7578). */
public final class MultipartForm {
    private static final String BOUNDARY = "----vouchsafe-test-boundary";

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    /** Adds text fields. */
    public MultipartForm fields(Map<String, String> fields) {
        fields.forEach((name, value) -> part("name=\"" + name + "\"", value.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    /** Adds a file. */
    public MultipartForm file(String name, String fileName, byte[] content) {
        part("name=\"" + name + "\"; filename=\"" + fileName + "\"\r\nContent-Type: application/octet-stream", content);
        return this;
    }

    private void part(String disposition, byte[] content) {
        body.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    /** The POST of the whole form to an absolute URL. */
    public HttpRequest to(String url) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(body.toByteArray());
        whole.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        return HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(HttpRequest.BodyPublishers.ofByteArray(whole.toByteArray()))
                .build();
    }
}
