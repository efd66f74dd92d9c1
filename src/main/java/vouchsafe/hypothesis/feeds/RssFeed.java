package vouchsafe.hypothesis.feeds;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import javax.xml.stream.XMLStreamException;

/** RSS 2.0, with authors as Dublin Core has them, since RSS itself wants their e-mail addresses. */
final class RssFeed {
    static final String TYPE = "application/rss+xml";

    private RssFeed() {}

    static byte[] write(Feed feed) throws XMLStreamException {
        XmlOut out = new XmlOut();
        out.element(
                "rss",
                () -> out.element("channel", () -> channel(out, feed)),
                "version",
                "2.0",
                "xmlns:atom",
                AtomFeed.NAMESPACE,
                "xmlns:dc",
                "http://purl.org/dc/elements/1.1/");
        return out.bytes();
    }

    private static void channel(XmlOut out, Feed feed) throws XMLStreamException {
        out.text("title", feed.title());
        out.text("link", feed.page());
        out.text("description", feed.subtitle());
        out.text("pubDate", date(feed.updated()));
        out.text("docs", "https://www.rssboard.org/rss-specification");
        out.empty("atom:link", "rel", "self", "type", TYPE, "href", feed.self());
        for (Feed.Entry entry : feed.entries()) {
            out.element("item", () -> {
                out.text("title", entry.title());
                out.text("description", entry.html());
                out.text("pubDate", date(entry.published()));
                out.text("guid", entry.id(), "isPermaLink", "false");
                out.text("link", entry.page());
                out.text("dc:creator", entry.author());
            });
        }
    }

    private static String date(Instant instant) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
    }
}
