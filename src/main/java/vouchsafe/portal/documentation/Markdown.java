package vouchsafe.portal.documentation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/**
 * Turns a Markdown text into a {@link Document}. The text begins with a first-level heading and a paragraph. Raw HTML in it
 * is shown as text; the result has passed a list of allowed elements.
 */
final class Markdown {
    private static final List<Extension> TABLES = List.of(TablesExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(TABLES).build();
    private static final TextContentRenderer WORDS =
            TextContentRenderer.builder().extensions(TABLES).build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .extensions(TABLES)
            .escapeHtml(true)
            .attributeProviderFactory(context -> Markdown::attributes)
            .build();
    private static final PolicyFactory CLEAN = new HtmlPolicyBuilder()
            .allowElements("h2", "h3", "h4", "p", "ul", "ol", "li", "a", "em", "strong", "code", "pre", "blockquote")
            .allowElements("table", "thead", "tbody", "tr", "th", "td", "hr", "br")
            .allowUrlProtocols("https", "http", "mailto")
            .allowAttributes("href")
            .onElements("a")
            .allowAttributes("id")
            .matching(Pattern.compile("[a-z0-9-]+"))
            .onElements("h2", "h3", "h4")
            .allowAttributes("tabindex")
            .matching(false, "0")
            .onElements("pre")
            .toFactory();

    private Markdown() {}

    static Document read(String text) {
        Node root = PARSER.parse(text);
        String title = "";
        String lead = "";
        if (root.getFirstChild() instanceof Heading heading && heading.getLevel() == 1) {
            title = words(heading);
            heading.unlink();
        }
        if (root.getFirstChild() instanceof Paragraph paragraph) {
            lead = words(paragraph);
            paragraph.unlink();
        }
        return new Document(title, lead, CLEAN.sanitize(RENDERER.render(root)), sections(root));
    }

    private static List<Document.Section> sections(Node root) {
        List<Document.Section> sections = new ArrayList<>();
        for (Node node = root.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading heading && heading.getLevel() == 2) {
                sections.add(new Document.Section(id(heading), words(heading)));
            }
        }
        return List.copyOf(sections);
    }

    private static void attributes(Node node, String tag, Map<String, String> attributes) {
        if (node instanceof Heading heading) {
            attributes.put("id", id(heading));
        } else if (tag.equals("pre") && (node instanceof FencedCodeBlock || node instanceof IndentedCodeBlock)) {
            // Wide code scrolls inside its box; a keyboard must be able to reach the box.
            attributes.put("tabindex", "0");
        }
    }

    private static String id(Heading heading) {
        return words(heading)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
    }

    private static String words(Node node) {
        return WORDS.render(node).strip();
    }
}
