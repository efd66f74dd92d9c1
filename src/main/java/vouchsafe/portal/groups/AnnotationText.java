package vouchsafe.portal.groups;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/**
 * Turns an author's Markdown into HTML that is safe in a page of ours. Raw HTML in it is shown as text, headings become
 * paragraphs, and a picture becomes a link to it: pictures on other sites would reveal the reader to their owners.
 */
final class AnnotationText {
    private static final int LONGEST = 5_000;
    /** The deepest nesting that is formatted; deeper texts are shown as they were typed. */
    private static final int DEEPEST = 40;

    private static final Parser PARSER = Parser.builder().build();
    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder().escapeHtml(true).softbreak("<br>\n").build();
    private static final PolicyFactory CLEAN = new HtmlPolicyBuilder()
            .allowElements("p", "ul", "ol", "li", "a", "em", "strong", "code", "pre", "blockquote", "hr", "br")
            .allowElements((name, attributes) -> "p", "h1", "h2", "h3", "h4", "h5", "h6")
            .allowUrlProtocols("https", "http", "mailto")
            .allowAttributes("href")
            .onElements("a")
            .requireRelsOnLinks("nofollow", "noopener", "noreferrer", "ugc")
            .toFactory();

    private AnnotationText() {}

    static String html(String text) {
        String cut = cut(text);
        Node root = PARSER.parse(cut);
        if (deep(root)) {
            Paragraph plain = new Paragraph();
            plain.appendChild(new Text(cut));
            return CLEAN.sanitize(RENDERER.render(plain));
        }
        root.accept(new AbstractVisitor() {
            @Override
            public void visit(Image image) {
                visitChildren(image);
                Link link = new Link(image.getDestination(), null);
                link.appendChild(new Text("Picture"));
                if (image.getFirstChild() != null) {
                    link.appendChild(new Text(": "));
                }
                while (image.getFirstChild() != null) {
                    link.appendChild(image.getFirstChild());
                }
                image.insertAfter(link);
                image.unlink();
            }
        });
        return CLEAN.sanitize(RENDERER.render(root));
    }

    private static String cut(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return text.substring(0, end) + " …";
    }

    /** Whether the text is nested too deep. Walks it without recursion, for which a hostile text would be too deep. */
    private static boolean deep(Node root) {
        int depth = 0;
        Node node = root;
        while (true) {
            if (node.getFirstChild() != null) {
                node = node.getFirstChild();
                depth++;
                if (depth > DEEPEST) {
                    return true;
                }
            } else {
                while (node.getNext() == null) {
                    if (node == root || node.getParent() == null) {
                        return false;
                    }
                    node = node.getParent();
                    depth--;
                }
                node = node.getNext();
            }
        }
    }
}
