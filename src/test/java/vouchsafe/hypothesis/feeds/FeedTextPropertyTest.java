package vouchsafe.hypothesis.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import com.rometools.rome.feed.atom.Entry;
import com.rometools.rome.feed.rss.Channel;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.WireFeedInput;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** No text breaks a feed, and what XML can hold comes out as it went in. */
class FeedTextPropertyTest {
    private static final Instant THEN = Instant.parse("2026-11-27T10:00:00.123456Z");

    private static Feed feed(String text) {
        return new Feed(
                text,
                text,
                "https://example.org/stream.atom",
                "https://example.org/stream",
                List.of(new Feed.Entry(
                        "tag:example.org,2015-09:x",
                        text,
                        text,
                        THEN,
                        THEN,
                        text,
                        "https://example.org/a/x",
                        "https://example.org/api/annotations/x")));
    }

    private static String read(byte[] xml) {
        return new String(xml, StandardCharsets.UTF_8);
    }

    /** What a parser makes of line ends (XML 1.0 section 2.11). */
    private static String lines(String text) {
        return XmlOut.clean(text).replace("\r\n", "\n").replace('\r', '\n');
    }

    @Property(tries = 300)
    void atom_comes_out_as_it_went_in(@ForAll("texts") String text) throws XMLStreamException, FeedException {
        var feed = (com.rometools.rome.feed.atom.Feed)
                new WireFeedInput().build(new StringReader(read(AtomFeed.write(feed(text)))));
        Entry entry = feed.getEntries().getFirst();
        assertThat(entry.getContents().getFirst().getValue()).isEqualTo(lines(text));
        assertThat(entry.getPublished()).isEqualTo(THEN.truncatedTo(java.time.temporal.ChronoUnit.MILLIS));
    }

    @Property(tries = 300)
    void rss_comes_out_as_it_went_in(@ForAll("texts") String text) throws XMLStreamException, FeedException {
        Channel channel = (Channel) new WireFeedInput().build(new StringReader(read(RssFeed.write(feed(text)))));
        assertThat(channel.getItems().getFirst().getDescription().getValue()).isEqualTo(lines(text));
    }

    @Example
    void what_xml_cannot_hold_becomes_the_replacement_character() {
        assertThat(XmlOut.clean("a\u0000b\u0008c\u000Bd\u001Fe\uFFFEf\uFFFFg\uD800h\uDC00i"))
                .isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFDf\uFFFDg\uFFFDh\uFFFDi");
        assertThat(XmlOut.clean("\t\n\r \u007F\u0085\uD7FF\uE000\uFFFD\uD83D\uDE00"))
                .isEqualTo("\t\n\r \u007F\u0085\uD7FF\uE000\uFFFD\uD83D\uDE00");
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> hostile = Arbitraries.of(
                "]]>",
                "<![CDATA[",
                "<script>alert(1)</script>",
                "&amp;&#0;&lt;",
                "-->",
                "<?xml?>",
                "\uD83D\uDE00",
                "\u0000",
                "\uD800",
                "\u202E",
                "'\"");
        return Arbitraries.oneOf(Arbitraries.strings(), hostile)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(parts -> "x" + String.join(" ", parts) + "x");
    }
}
