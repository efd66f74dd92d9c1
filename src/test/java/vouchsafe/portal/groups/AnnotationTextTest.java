package vouchsafe.portal.groups;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What authors wrote, as HTML in a page of ours. */
class AnnotationTextTest {

    @Test
    void markdown_is_worded_as_html() {
        assertThat(AnnotationText.html("A *word*, **two**\nand `code`"))
                .isEqualTo("<p>A <em>word</em>, <strong>two</strong><br />\nand <code>code</code></p>\n");
        assertThat(AnnotationText.html("# Loud")).isEqualTo("<p>Loud</p>\n");
        assertThat(AnnotationText.html("[there](https://example.org/?a=b&c)"))
                .contains("href=\"https://example.org/?a&#61;b&amp;c\"")
                .contains("nofollow")
                .contains("noreferrer");
        assertThat(AnnotationText.html("")).isEmpty();
    }

    @Test
    void a_picture_becomes_a_link() {
        assertThat(AnnotationText.html("![A *cat*](https://example.org/cat.png)"))
                .doesNotContain("<img")
                .contains("https://example.org/cat.png")
                .contains("Picture: A <em>cat</em></a>");
    }

    @Test
    void nothing_in_it_acts() {
        for (String hostile : new String[] {
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "[x](javascript:alert(1))",
            "[x](data:text/html,x)",
            "![x](javascript:alert(1))",
            "<javascript:alert(1)>",
            "[x](https://example.org/\" onclick=\"alert(1))",
            "<a href='javascript:alert(1)'>x</a>"
        }) {
            String html = AnnotationText.html(hostile);
            assertThat(html)
                    .as(hostile)
                    .doesNotContain("<script")
                    .doesNotContain("<img")
                    .doesNotContain("href=\"javascript")
                    .doesNotContain("href=\"data")
                    .doesNotContain(" onclick=");
        }
    }

    @Test
    void no_text_is_too_long_or_too_deep() {
        for (String deep : new String[] {
            ">".repeat(100_000), "- ".repeat(50_000), "*a **b ".repeat(20_000), "[".repeat(100_000), "![".repeat(50_000)
        }) {
            assertThat(AnnotationText.html(deep).length()).isLessThan(100_000);
        }
        assertThat(AnnotationText.html("\uD83D\uDE00".repeat(5_000))).endsWith(" …</p>\n");
    }
}
