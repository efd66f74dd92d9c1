package vouchsafe.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vouchsafe.web.BasePath;

class BasePathInPageTest {

    private static String under(String html) {
        byte[] put = new BasePathInPage(html.getBytes(StandardCharsets.UTF_8), new BasePath("/x/y")).put();
        return new String(put, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        <a href="/">ü</a>                           | <a href="/x/y/">ü</a>
        <a class="b" href="/a?b=/c">d</a>           | <a class="b" href="/x/y/a?b=/c">d</a>
        <A HREF='/a'>d</A>                          | <A HREF='/x/y/a'>d</A>
        <a href=/a>d</a>                            | <a href=/x/y/a>d</a>
        <a href = "/a">d</a>                        | <a href = "/x/y/a">d</a>
        <img alt="a" src="/a.png"/>                 | <img alt="a" src="/x/y/a.png"/>
        <form method="post" action="/a">            | <form method="post" action="/x/y/a">
        <button disabled formaction="/a">           | <button disabled formaction="/x/y/a">
        <use href="/assets/i.svg#a"></use>          | <use href="/x/y/assets/i.svg#a"></use>
        <script src="/a.js" defer></script><a href="/"> | <script src="/x/y/a.js" defer></script><a href="/x/y/">
        """)
    void the_path_stands_before_addresses_that_begin_at_the_root(String page, String sent) {
        assertThat(under(page)).isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a href=\"https://example.org/a\">b</a>",
                "<a href=\"//example.org/a\">b</a>",
                "<a href=\"a/b\">b</a>",
                "<a href=\"?a\">b</a>",
                "<a href=\"#a\">b</a>",
                "<a href=\"\">b</a>",
                "<input type=\"hidden\" name=\"next\" value=\"/a\">",
                "<p title=\"/a\">href=\"/a\"</p>",
                "<p>5 < 6 href=\"/a\"</p>",
                "<p title=\"<a href='/a'>\">b</p>",
                "<!-- <a href=\"/a\"> -->",
                "<script>const a = '<a href=\"/a\">';</script>",
                "<script type=\"application/json\">{\"a\": \"<a href='/b'>\"}</script>",
                "<a href",
                "<a href=",
                "<a href=\"",
                "<!-- ",
                "<"
            })
    void all_else_stays_as_it_is(String page) {
        assertThat(under(page)).isEqualTo(page);
    }

    @Test
    void nothing_is_lost_between_many() {
        String item = "<li class=\"ä\"><a href=\"/a/%d/\">%d</a>";
        StringBuilder page = new StringBuilder();
        StringBuilder sent = new StringBuilder();
        for (int number = 0; number < 1_000; number++) {
            page.append(item.formatted(number, number));
            sent.append(item.replace("\"/a", "\"/x/y/a").formatted(number, number));
        }
        assertThat(under(page.toString())).isEqualTo(sent.toString());
    }
}
