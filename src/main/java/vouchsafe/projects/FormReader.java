package vouchsafe.projects;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import vouchsafe.accounts.WrittenAddress;
import vouchsafe.web.TypedText;

/** Reads typed values out of form fields and remembers the complaints about each, a line for each thing wrong. */
final class FormReader {
    private static final String REQUIRED = "This field is required.";

    private final FormFields fields;
    private final Map<String, String> errors = new LinkedHashMap<>();

    FormReader(FormFields fields) {
        this.fields = fields;
    }

    Map<String, String> errors() {
        return errors;
    }

    /** Notes what is wrong with a field; of one that is missing nothing else is said. */
    void complain(String name, String message) {
        if (REQUIRED.equals(errors.get(name))) {
            return;
        }
        errors.merge(
                name, message, (before, more) -> before.lines().anyMatch(more::equals) ? before : before + "\n" + more);
    }

    String requiredLine(String name, int longest) {
        String text = line(name, longest);
        if (TypedText.blank(text)) {
            complain(name, REQUIRED);
        }
        return text;
    }

    /** One line of text, possibly empty. */
    String line(String name, int longest) {
        String text = fields.text(name);
        if (text.codePoints().anyMatch(FormReader::unprintable)) {
            complain(
                    name,
                    "This must be one line of text without control characters, nor any that turn the direction of"
                            + " writing.");
        }
        return limited(name, text, longest);
    }

    /** Several lines of text, not empty; line ends become single line feeds. */
    String requiredText(String name, int longest) {
        String text = TypedText.lines(fields.text(name));
        if (TypedText.blank(text)) {
            complain(name, REQUIRED);
        }
        if (text.codePoints().anyMatch(c -> c != '\n' && c != '\t' && unprintable(c))) {
            complain(name, "This must be text without control characters, nor any that turn the direction of writing.");
        }
        return limited(name, text, longest);
    }

    /** A pair of radio buttons, {@code True} or {@code False}. */
    boolean requiredChoice(String name) {
        String text = fields.text(name);
        if (text.isEmpty()) {
            complain(name, REQUIRED);
        } else if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            complain(name, "Select a valid choice: True or False.");
        }
        return text.equalsIgnoreCase("true");
    }

    boolean choice(String name, boolean otherwise) {
        return fields.text(name).isEmpty() ? otherwise : requiredChoice(name);
    }

    String requiredEmail(String name) {
        String text = WrittenAddress.ascii(requiredLine(name, 254));
        WrittenAddress.beyondAscii(text).ifPresent(problem -> complain(name, problem));
        if (!text.isEmpty() && !looksLikeAnAddress(text)) {
            complain(name, "Enter a valid email address.");
        }
        return text;
    }

    String requiredWebAddress(String name, int longest) {
        String text = requiredLine(name, longest);
        return text.isEmpty() ? text : webAddress(name, longest);
    }

    /** An absolute http or https URL, possibly empty. */
    String webAddress(String name, int longest) {
        String text = line(name, longest);
        if (!text.isEmpty() && !isWebAddress(text)) {
            complain(
                    name,
                    "Enter a valid URL. It begins with https:// or http://, for example https://example.org/study.");
        }
        return text;
    }

    private String limited(String name, String text, int longest) {
        int length = TypedText.length(text);
        if (length > longest) {
            complain(name, "Ensure this value has at most %d characters (it has %d).".formatted(longest, length));
        }
        return text;
    }

    /**
     * Control characters and halves of surrogate pairs, which are typed by mistake and which PostgreSQL refuses in
     * part; and those that turn the writing direction, which could make a name read as another on the authorization
     * page.
     */
    private static boolean unprintable(int codePoint) {
        return TypedText.breaks(codePoint) || TypedText.turns(codePoint);
    }

    /** Deliberately not RFC 5322: one "@", a name before it, a dotted host after it, nothing that could end a mail header. */
    private static boolean looksLikeAnAddress(String text) {
        int at = text.lastIndexOf('@');
        if (at < 1 || at > 64 || text.indexOf('@') != at) {
            return false;
        }
        String host = text.substring(at + 1);
        boolean plain = text.chars().allMatch(c -> c > ' ' && "()<>[]:;,\\\"".indexOf(c) < 0);
        return plain
                && !host.startsWith(".")
                && !host.endsWith(".")
                && !host.contains("..")
                && (host.indexOf('.') > 0 || host.equals("localhost"));
    }

    private static boolean isWebAddress(String text) {
        try {
            URI address = new URI(text);
            String scheme =
                    address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
            return (scheme.equals("https") || scheme.equals("http"))
                    && address.getHost() != null
                    && address.getRawUserInfo() == null
                    && address.getPort() <= 65_535;
        } catch (URISyntaxException notAnAddress) {
            return false;
        }
    }
}
