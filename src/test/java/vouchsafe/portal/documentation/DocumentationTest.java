package vouchsafe.portal.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.web.pages.SiteFolder;

class DocumentationTest {
    private static final Pattern LINK = Pattern.compile("href=\"([^\"#]+)");
    private final TestServer server = TestServer.shared();

    @ParameterizedTest
    @EnumSource(Guide.class)
    void every_guide_is_open_to_strangers_and_filled_with_this_servers_addresses(Guide guide) {
        HttpResponse<String> page = server.browser().get(guide.path());
        assertThat(page.statusCode()).isEqualTo(200);
        // The cleaner of HTML parts braces, so that no script takes them for a template.
        assertThat(page.body().replace("{<!-- -->{ PROJECT_MEMBER_ID }}", ""))
                .contains("<h1>")
                .doesNotContain("openhumans.org")
                .doesNotContainPattern("\\{\\{\\s*\\w+\\s*}}");
        assertThat(page.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void every_link_of_the_documentation_leads_somewhere() {
        WebSession reader = server.signedIn(server.administrator());
        Set<String> targets = new TreeSet<>();
        for (Guide guide : Guide.values()) {
            targets.addAll(links(reader.get(guide.path()).body()));
        }
        targets.addAll(links(reader.get("/docs/").body()));
        targets.addAll(links(reader.get("/").body()));
        Set<String> broken = targets.stream()
                .map(target -> target.replace(server.url(""), ""))
                .filter(target -> target.startsWith("/"))
                .filter(target -> reader.get(target).statusCode() >= 400)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(broken).isEmpty();
    }

    @Test
    void an_operator_puts_their_own_terms_in_the_place_of_ours() throws IOException {
        Path own = server.bean(SiteFolder.class).path().resolve("terms.md");
        Files.createDirectories(own.getParent());
        Files.writeString(
                own, "# House rules\n\nBe kind.\n\n## One\n\n<script>alert(1)</script> [x](javascript:alert(1))");
        try {
            String page = server.browser().get("/terms/").body();
            assertThat(page).contains("<h1>House rules</h1>", "Be kind.", "&lt;script&gt;");
            assertThat(page).doesNotContain("<script>alert", "href=\"javascript");
        } finally {
            Files.delete(own);
        }
        assertThat(server.browser().get("/terms/").body()).contains("<h1>Terms of use</h1>");
    }

    private static Set<String> links(String html) {
        Set<String> links = new TreeSet<>();
        Matcher matcher = LINK.matcher(html);
        while (matcher.find()) {
            links.add(matcher.group(1).replace("&#61;", "=").replace("&amp;", "&"));
        }
        return links;
    }
}
