package vouchsafe.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vouchsafe.accounts.Member;
import vouchsafe.hypothesis.TestAnnotator;
import vouchsafe.hypothesis.api.TestNotes;

/** The unmodified annotation client as a page of its own: the stream of everything public, and one annotation. */
class StreamBrowserTest extends BrowserTest {

    @BeforeAll
    static void install() {
        TestAnnotator.install();
    }

    @Test
    void the_stream_shows_what_is_public_and_the_page_of_an_annotation_shows_it() {
        Member ada = server.member();
        String words = "Streamed " + UUID.randomUUID();
        String id = TestNotes.written(ada, "https://example.org/" + UUID.randomUUID(), Map.of("text", words));
        page.navigate(server.url("/stream?q=user:" + ada.username()));
        assertThat(page.getByText(words)).isVisible();
        page.navigate(server.url("/a/" + id));
        assertThat(page.getByText(words)).isVisible();
        assertThat(page).hasTitle("Annotation by " + ada.username());
    }
}
