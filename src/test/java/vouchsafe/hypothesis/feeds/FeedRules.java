package vouchsafe.hypothesis.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** What the specifications say must be so, beyond what a reader of feeds notices. */
final class FeedRules {
    private static final String ATOM = "http://www.w3.org/2005/Atom";

    private FeedRules() {}

    /** RFC 4287, sections 4.1.1 and 4.1.2, and 3.3 for times. */
    static void atom(String xml) {
        Element feed = parse(xml);
        assertThat(feed.getNamespaceURI()).isEqualTo(ATOM);
        assertThat(feed.getLocalName()).isEqualTo("feed");
        required(feed);
        List<String> ids = new ArrayList<>();
        for (Element entry : children(feed, "entry")) {
            required(entry);
            ids.add(one(entry, "id"));
            assertThat(one(entry, "author")).isNotBlank();
            time(one(entry, "published"));
            Element content = children(entry, "content").getFirst();
            assertThat(content.getAttribute("type")).isEqualTo("html");
            assertThat(children(content, "*")).isEmpty();
            assertThat(links(entry)).contains("alternate text/html");
        }
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(links(feed)).contains("self application/atom+xml", "alternate text/html");
    }

    private static void required(Element of) {
        assertThat(URI.create(one(of, "id")).isAbsolute()).isTrue();
        assertThat(one(of, "title")).isNotBlank();
        time(one(of, "updated"));
    }

    private static void time(String text) {
        assertThat(OffsetDateTime.parse(text)).isNotNull();
    }

    /** Relation and type of each link; no two may agree in both. */
    private static List<String> links(Element of) {
        List<String> links = new ArrayList<>();
        for (Element link : children(of, "link")) {
            assertThat(URI.create(link.getAttribute("href")).isAbsolute()).isTrue();
            links.add(link.getAttribute("rel") + " " + link.getAttribute("type"));
        }
        assertThat(links).doesNotHaveDuplicates();
        return links;
    }

    /** The RSS 2.0 specification: required elements of channel and item, dates as RFC 822 has them. */
    static void rss(String xml) {
        Element rss = parse(xml);
        assertThat(rss.getLocalName()).isEqualTo("rss");
        assertThat(rss.getAttribute("version")).isEqualTo("2.0");
        Element channel = children(rss, "channel").getFirst();
        assertThat(URI.create(one(channel, "link")).isAbsolute()).isTrue();
        assertThat(one(channel, "title")).isNotBlank();
        assertThat(one(channel, "description")).isNotBlank();
        DateTimeFormatter.RFC_1123_DATE_TIME.parse(one(channel, "pubDate"));
        for (Element item : children(channel, "item")) {
            assertThat(one(item, "title")).isNotBlank();
            one(item, "description");
            DateTimeFormatter.RFC_1123_DATE_TIME.parse(one(item, "pubDate"));
            assertThat(children(item, "guid").getFirst().getAttribute("isPermaLink"))
                    .isEqualTo("false");
            assertThat(URI.create(one(item, "link")).isAbsolute()).isTrue();
        }
    }

    private static Element parse(String xml) {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        try {
            return factory.newDocumentBuilder()
                    .parse(new InputSource(new StringReader(xml)))
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException | IOException broken) {
            throw new AssertionError(xml, broken);
        }
    }

    /** The text of the one child of this name. */
    private static String one(Element of, String name) {
        List<Element> found = children(of, name);
        assertThat(found).as(name).hasSize(1);
        return found.getFirst().getTextContent();
    }

    private static List<Element> children(Element of, String name) {
        List<Element> found = new ArrayList<>();
        for (Node child = of.getFirstChild(); child != null; child = child.getNextSibling()) {
            boolean own = child instanceof Element
                    && (name.equals("*")
                            || name.equals(child.getLocalName())
                                    && (child.getPrefix() == null
                                            || child.getPrefix().isEmpty()));
            if (own) {
                found.add((Element) child);
            }
        }
        return found;
    }
}
