package vouchsafe.hypothesis.bulk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import vouchsafe.web.TypedText;
import vouchsafe.web.api.ApiRefusal;

/** Checks the form of one instruction, and collects what is wrong with it. */
final class Form {
    private static final int MOST_FAULTS = 50;

    private final List<BulkRefusals.Fault> faults = new ArrayList<>();

    /** A value and where it stands. */
    record At(JsonNode value, String pointer) {

        At field(String name) {
            return new At(value.path(name), pointer.isEmpty() ? name : pointer + "/" + name);
        }

        At element(int index) {
            return new At(value.path(index), pointer.isEmpty() ? "" + index : pointer + "/" + index);
        }

        boolean absent() {
            return value.isMissingNode();
        }
    }

    void wrong(At at, String detail) {
        if (faults.size() < MOST_FAULTS) {
            faults.add(new BulkRefusals.Fault(at.pointer(), detail));
        }
    }

    /** Refuses the instruction where something is wrong. */
    void check(String title) throws ApiRefusal {
        if (!faults.isEmpty()) {
            throw BulkRefusals.malformed(title, faults);
        }
    }

    /** An object with no other fields than these. */
    At object(At at, Set<String> known) {
        At object = object(at);
        for (String name : object.value().propertyNames()) {
            if (!known.contains(name)) {
                wrong(at, "Additional properties are not allowed");
                break;
            }
        }
        return object;
    }

    At object(At at) {
        if (at.value().isObject()) {
            return at;
        }
        wrong(at, at.absent() ? "it is a required property" : "it is not of type 'object'");
        return new At(JsonNodeFactory.instance.objectNode(), at.pointer());
    }

    /** A text; empty where it is none. */
    String text(At at) {
        if (at.value().isString()) {
            return at.value().stringValue();
        }
        wrong(at, at.absent() ? "it is a required property" : "it is not of type 'string'");
        return "";
    }

    /** A text of this form, that need not be there. */
    Optional<String> optionalText(At at, Pattern form) {
        return at.absent() ? Optional.empty() : Optional.of(text(at, form));
    }

    String text(At at, Pattern form) {
        String text = text(at);
        if (at.value().isString() && !form.matcher(text).matches()) {
            wrong(at, "it does not match '" + form.pattern() + "'");
        }
        return text;
    }

    /** A text of no more than this many characters, for people to read: a line break or another control becomes a space. */
    String readable(At at, int longest) {
        String text = text(at);
        if (TypedText.length(text) > longest) {
            wrong(at, "it is too long; the longest is " + longest + " characters");
        } else if (TypedText.fault(text).isPresent()) {
            wrong(at, "it has a character that cannot be kept");
        }
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().map(each -> Character.isISOControl(each) ? ' ' : each).forEach(clean::appendCodePoint);
        return clean.toString();
    }

    /** A text of no more than this many characters, for programs to compare: it has none that cannot be shown. */
    String exact(At at, int longest) {
        String text = text(at);
        if (TypedText.length(text) > longest) {
            wrong(at, "it is too long; the longest is " + longest + " characters");
        } else if (text.codePoints().anyMatch(each -> Character.isISOControl(each) || surrogate(each))) {
            wrong(at, "it has a character that cannot be kept");
        }
        return text;
    }

    private static boolean surrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
