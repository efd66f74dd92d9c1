package vouchsafe.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vouchsafe.Sources;

/**
 * Nothing passes by the few places where the path of the base URL is taken from requests and put before addresses: templates
 * and Java write addresses from the root of the house, and pages, redirects and cookies leave through one door each.
 */
class BasePathRulesTest {
    private static final Path MAIN = Path.of("src/main");

    /** The attributes that {@code BasePathInPage} knows. */
    private static final Set<String> ADDRESSES =
            Set.of("action", "cite", "data", "formaction", "href", "manifest", "ping", "poster", "src");

    /** An attribute, not the parameter of a template, that begins at the root. */
    private static final Pattern ATTRIBUTE = Pattern.compile("\\s([a-zA-Z][a-zA-Z-]*)=[\"']?/[a-zA-Z$@]");

    /** A text of a script that begins at the root, or an address in a style sheet that does. */
    private static final Pattern IN_SCRIPT =
            Pattern.compile("(?<!includes\\()[\"'`]/[a-zA-Z$]|location\\.pathname|location\\.origin");

    private static final Pattern IN_STYLE = Pattern.compile("url\\(\\s*[\"']?/|@import\\s+[\"']/");

    /** The container's own idea of where a request went, from a Host header or with the path. */
    private static final Pattern OF_CONTAINER =
            Pattern.compile("\\.(getRequestURL|getContextPath|getServerName|getServerPort)\\(\\)");

    private static final Pattern COOKIE_OF_ROOT = Pattern.compile("\\.(setCookiePath|setPath|path)\\(\"/\"\\)");

    private static List<String> found(Path folder, String ending, Predicate<Path> but, Pattern wrong) {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(ending) && !but.test(each))
                    .toList()) {
                Matcher matcher = wrong.matcher(Sources.read(file));
                while (matcher.find()) {
                    found.add(file.getFileName() + ": " + matcher.group().strip());
                }
            }
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
        return found;
    }

    @Test
    void attributes_that_begin_at_the_root_are_known_to_hold_addresses() {
        List<String> unknown = new ArrayList<>();
        for (String each : found(MAIN.resolve("jte"), ".jte", file -> false, ATTRIBUTE)) {
            String name = each.substring(each.indexOf(": ") + 2, each.indexOf('='));
            if (!ADDRESSES.contains(name.strip())) {
                unknown.add(each);
            }
        }
        assertThat(unknown)
                .as("let BasePathInPage know this attribute, if it holds an address")
                .isEmpty();
    }

    @Test
    void no_page_leads_on_by_itself() {
        assertThat(found(
                        MAIN.resolve("jte"), ".jte", file -> false, Pattern.compile("http-equiv|srcset|hx-(get|post)")))
                .as("their values are no plain addresses: BasePathInPage would pass them by")
                .isEmpty();
    }

    @Test
    void scripts_and_style_sheets_name_no_address_from_the_root() {
        Path resources = MAIN.resolve("resources");
        assertThat(found(resources, ".js", file -> false, IN_SCRIPT))
                .as("let the page hand the address over in an attribute")
                .isEmpty();
        assertThat(found(resources, ".css", file -> false, IN_STYLE)).isEmpty();
    }

    @Test
    void pages_leave_through_one_door() {
        Path java = MAIN.resolve("java");
        assertThat(found(
                        java,
                        ".java",
                        file -> file.endsWith("PageBytes.java"),
                        Pattern.compile("Utf8ByteOutput|setContentType\\(\"text/html")))
                .isEmpty();
    }

    @Test
    void nobody_asks_the_container_for_the_address_of_this_server() {
        assertThat(found(MAIN.resolve("java"), ".java", file -> false, OF_CONTAINER))
                .isEmpty();
    }

    @Test
    void cookies_have_the_path_of_the_base_url() {
        assertThat(found(MAIN.resolve("java"), ".java", file -> false, COOKIE_OF_ROOT))
                .isEmpty();
    }
}
