package vouchsafe.portal.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
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

    private static Set<String> links(String html) {
        Set<String> links = new TreeSet<>();
        Matcher matcher = LINK.matcher(html);
        while (matcher.find()) {
            links.add(matcher.group(1).replace("&#61;", "=").replace("&amp;", "&"));
        }
        return links;
    }
}
