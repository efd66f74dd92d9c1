package vouchsafe.projects;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The values of a form by field name, as submitted or as shown; a field may be repeated. The HTML form and the command
 * line's {@code project.json} both become this, so both obey the same rules.
 */
public record FormFields(Map<String, List<String>> values) {
    /** Keeps a copy. */
    public FormFields {
        values = Map.copyOf(values);
    }

    /** The fields of a servlet request. */
    public static FormFields of(Map<String, String[]> parameters) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        parameters.forEach((name, all) -> values.put(name, Arrays.asList(all)));
        return new FormFields(values);
    }

    /** Whether the field was there at all. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** The first value without surrounding blanks; empty where the field is absent. */
    public String text(String name) {
        List<String> all = all(name);
        return all.isEmpty() ? "" : all.getFirst().strip();
    }

    /** Every value of a repeated field. */
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** Whether a checkbox is ticked: browsers send {@code on}, JSON {@code true}. */
    public boolean ticked(String name) {
        return switch (text(name).toLowerCase(Locale.ROOT)) {
            case "on", "true", "1", "yes" -> true;
            default -> false;
        };
    }
}
