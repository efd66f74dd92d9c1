package vouchsafe.portal.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import vouchsafe.MultipartForm;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.projects.TestProjects;

class BadgeUploadTest {
    private final TestServer server = TestServer.shared();
    private final Member coordinator = server.member();
    private final WebSession browser = server.signedIn(coordinator);
    private final Project project = TestProjects.create(coordinator.id()).project();
    private final String update = "/direct-sharing/projects/oauth2/update/" + project.slug() + "/";

    @Test
    void an_image_becomes_a_square_png_of_ours_at_a_stable_address() throws Exception {
        for (String format : new String[] {"png", "jpeg", "gif"}) {
            assertThat(upload("photo." + format, image(900, 600, format)).statusCode())
                    .isEqualTo(303);
            HttpResponse<byte[]> badge = bytes(badgePath());
            assertThat(badge.headers().firstValue("Content-Type")).contains("image/png");
            assertThat(badge.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(badge.headers().firstValue("Cache-Control").orElseThrow())
                    .contains("immutable");
            BufferedImage stored = ImageIO.read(new ByteArrayInputStream(badge.body()));
            assertThat(stored.getWidth()).isEqualTo(256);
            assertThat(stored.getHeight()).isEqualTo(256);
        }
        assertThat(server.browser().get(project.activityPath()).body())
                .contains("/direct-sharing/badges/" + project.id());
    }

    @Test
    void a_badge_is_kept_by_an_edit_without_file_and_cleared_by_its_box() throws Exception {
        upload("a.png", image(300, 300, "png"));
        String before = badgePath();
        upload("", new byte[0]);
        assertThat(badgePath()).isEqualTo(before).isNotEmpty();
        Map<String, String> form = new HashMap<>(TestProjects.form("badge_image-clear", "on"));
        browser.get(update);
        browser.post(update, form);
        assertThat(badgePath()).isEmpty();
    }

    @Test
    void what_is_no_image_is_refused_beside_the_field() {
        refused("x.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8), "SVG");
        refused("x.png", "GIF89a but no".getBytes(StandardCharsets.UTF_8), "Upload a valid image.");
        refused("x.html", "<html>".getBytes(StandardCharsets.UTF_8), "Upload a valid image.");
        refused("x.png", new byte[6 * 1024 * 1024], "too large");
    }

    @Test
    void a_form_larger_than_any_form_is_refused_as_too_large() {
        assertThat(upload("x.png", new byte[13 * 1024 * 1024]).statusCode()).isEqualTo(413);
        assertThat(badgePath()).isEmpty();
    }

    @Test
    void a_small_file_that_claims_to_be_a_huge_picture_is_refused_before_it_is_decoded() throws Exception {
        byte[] bomb = image(10, 10, "png");
        // Width and height stand at bytes 16 to 23 of a PNG (its IHDR chunk).
        ByteBuffer.wrap(bomb).putInt(16, 100_000).putInt(20, 100_000);
        java.util.zip.CRC32 sum = new java.util.zip.CRC32();
        sum.update(bomb, 12, 17);
        ByteBuffer.wrap(bomb).putInt(29, (int) sum.getValue());
        refused("bomb.png", bomb, "100000 by 100000 pixels");
    }

    private void refused(String name, byte[] content, String message) {
        HttpResponse<String> answer = upload(name, content);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("id=\"id_badge_image_error\"").contains(message);
        assertThat(badgePath()).isEmpty();
    }

    private HttpResponse<String> upload(String name, byte[] content) {
        Map<String, String> fields = new HashMap<>(TestProjects.form("name", project.name()));
        browser.get(update);
        fields.put("csrfmiddlewaretoken", browser.csrf());
        return browser.send(new MultipartForm()
                .fields(fields)
                .file("badge_image", name, content)
                .to(server.url(update)));
    }

    private String badgePath() {
        return server.bean(Projects.class).find(project.id()).orElseThrow().badgePath();
    }

    private HttpResponse<byte[]> bytes(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.url(path))).build(),
                        HttpResponse.BodyHandlers.ofByteArray());
    }

    private static byte[] image(int width, int height, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, bytes);
        return bytes.toByteArray();
    }
}
