package vouchsafe.hypothesis.feeds;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import javax.xml.stream.XMLStreamException;

/** Atom (RFC 4287). */
final class AtomFeed {
    static final String TYPE = "application/atom+xml";
    static final String NAMESPACE = "http://www.w3.org/2005/Atom";

    private AtomFeed() {}

    static byte[] write(Feed feed) throws XMLStreamException {
        XmlOut out = new XmlOut();
        out.element(
                "feed",
                () -> {
                    out.text("id", feed.self());
                    out.text("title", feed.title());
                    out.text("subtitle", feed.subtitle());
                    out.text("updated", time(feed.updated()));
                    out.empty("link", "rel", "self", "type", TYPE, "href", feed.self());
                    out.empty("link", "rel", "alternate", "type", "text/html", "href", feed.page());
                    for (Feed.Entry entry : feed.entries()) {
                        out.element("entry", () -> entry(out, entry));
                    }
                },
                "xmlns",
                NAMESPACE);
        return out.bytes();
    }

    private static void entry(XmlOut out, Feed.Entry entry) throws XMLStreamException {
        out.text("id", entry.id());
        out.text("title", entry.title());
        out.text("updated", time(entry.updated()));
        out.text("published", time(entry.published()));
        out.element("author", () -> out.text("name", entry.author()));
        out.empty("link", "rel", "alternate", "type", "text/html", "href", entry.page());
        out.empty("link", "rel", "alternate", "type", "application/json", "href", entry.json());
        out.text("content", entry.html(), "type", "html");
    }

    /** In milliseconds: readers of feeds take a longer fraction for so many milliseconds. */
    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
