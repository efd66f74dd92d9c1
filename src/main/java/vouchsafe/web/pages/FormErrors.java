package vouchsafe.web.pages;

import gg.jte.Content;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is wrong with a form that came back, for the page that shows it again. The summary above the form and the fields in it
 * share one: a field asks for its own faults and leaves its label and the id of its control here, so the summary calls a field
 * as the form calls it, and its links lead to where one types. For one page and one thread.
 */
public final class FormErrors {
    /** Nothing is wrong. */
    public static final FormErrors NONE = new FormErrors(Map.of());

    private final Map<String, String> messages;
    private final Map<String, Field> fields = new LinkedHashMap<>();

    private FormErrors(Map<String, String> messages) {
        this.messages = messages;
    }

    private record Field(String label, String control) {}

    /**
     * A line of the summary.
     *
     * @param label the field as its form calls it; empty where the fault is one of the whole form
     * @param control id of what to focus
     */
    public record Line(String label, String control, String text) {}

    /**
     * The faults of a form.
     *
     * @param messages by name of the field, in the order of the form, a line for each thing wrong with it; the empty name is the
     *     form as a whole, an empty message says nothing
     */
    public static FormErrors of(Map<String, String> messages) {
        Map<String, String> said = new LinkedHashMap<>(messages);
        said.values().removeIf(String::isBlank);
        return said.isEmpty() ? NONE : new FormErrors(said);
    }

    /** The faults of a form that has only one field to be wrong, or none where the message is empty. */
    public static FormErrors of(String name, String message) {
        return of(Map.of(name, message));
    }

    /** Whether nothing is wrong. */
    public boolean isEmpty() {
        return messages.isEmpty();
    }

    /** What is wrong with a field, which leaves its label and the id of its (first) control; empty where nothing is. */
    public String of(String name, String label, String control) {
        String message = messages.getOrDefault(name, "");
        if (!message.isEmpty()) {
            fields.putIfAbsent(name, new Field(label, control));
        }
        return message;
    }

    /**
     * The lines above a form, one for each thing wrong: those of the whole form first, then in the order of its fields.
     *
     * @param form is written once for nobody, so that its fields say what they are called
     */
    public List<Line> summary(Content form) {
        form.writeTo(new OwaspHtmlTemplateOutput(new StringOutput()));
        Stream<Line> whole = messages.keySet().stream()
                .filter(name -> !fields.containsKey(name))
                .flatMap(name -> lines(name, "", ""));
        Stream<Line> single = fields.entrySet().stream()
                .flatMap(each -> lines(
                        each.getKey(), each.getValue().label(), each.getValue().control()));
        return Stream.concat(whole, single).toList();
    }

    private Stream<Line> lines(String name, String label, String control) {
        return messages.getOrDefault(name, "").lines().map(text -> new Line(label, control, text));
    }
}
