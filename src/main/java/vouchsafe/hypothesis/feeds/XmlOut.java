package vouchsafe.hypothesis.feeds;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes XML 1.0 that every parser takes, whatever the text is. */
final class XmlOut {
    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();
    private static final int REPLACEMENT = 0xFFFD;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final XMLStreamWriter xml;

    /** Writes a part of the document. */
    interface Part {
        void write() throws XMLStreamException;
    }

    XmlOut() throws XMLStreamException {
        xml = FACTORY.createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
        xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
    }

    /** The document, complete. */
    byte[] bytes() throws XMLStreamException {
        xml.writeEndDocument();
        xml.close();
        return bytes.toByteArray();
    }

    /** An element with what it holds; {@code attributes} are names, each followed by its value. */
    void element(String name, Part content, String... attributes) throws XMLStreamException {
        xml.writeStartElement(name);
        attributes(attributes);
        content.write();
        xml.writeEndElement();
    }

    /** An element with text. */
    void text(String name, String text, String... attributes) throws XMLStreamException {
        element(name, () -> xml.writeCharacters(clean(text)), attributes);
    }

    /** An element without content. */
    void empty(String name, String... attributes) throws XMLStreamException {
        xml.writeEmptyElement(name);
        attributes(attributes);
    }

    private void attributes(String... attributes) throws XMLStreamException {
        for (int i = 0; i < attributes.length; i += 2) {
            xml.writeAttribute(attributes[i], clean(attributes[i + 1]));
        }
    }

    /** The text without characters that XML 1.0 has no way to write (section 2.2): each becomes U+FFFD. */
    static String clean(String text) {
        return text.codePoints().allMatch(XmlOut::allowed)
                ? text
                : text.codePoints()
                        .map(each -> allowed(each) ? each : REPLACEMENT)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    private static boolean allowed(int character) {
        return character == '\t'
                || character == '\n'
                || character == '\r'
                || character >= 0x20 && character < Character.MIN_SURROGATE
                || character > Character.MAX_SURROGATE && character < 0xFFFE
                || character >= Character.MIN_SUPPLEMENTARY_CODE_POINT;
    }
}
