package vouchsafe.oauth;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decoded request parameters, each with every value it was given. A parameter without a value counts as left out (RFC 6749
 * sections 3.1 and 3.2).
 */
public record Parameters(Map<String, List<String>> values) {

    /** Leaves out what has no value. */
    public Parameters {
        boolean blanks = values.values().stream().anyMatch(given -> given.contains(""));
        values = blanks ? withoutBlanks(values) : values;
    }

    private static Map<String, List<String>> withoutBlanks(Map<String, List<String>> values) {
        Map<String, List<String>> kept = HashMap.newHashMap(values.size());
        values.forEach((name, given) -> {
            List<String> filled =
                    given.stream().filter(value -> !value.isEmpty()).toList();
            if (!filled.isEmpty()) {
                kept.put(name, filled);
            }
        });
        return kept;
    }

    /** The value; the first where there are several. */
    public Optional<String> get(String name) {
        List<String> given = values.getOrDefault(name, List.of());
        return given.isEmpty() ? Optional.empty() : Optional.of(given.getFirst());
    }

    /** The parameters with these names only. */
    public Parameters only(Set<String> names) {
        Map<String, List<String>> kept = HashMap.newHashMap(names.size());
        for (String name : names) {
            List<String> given = values.get(name);
            if (given != null) {
                kept.put(name, given);
            }
        }
        return new Parameters(kept);
    }

    /** Whether the parameter came more than once. */
    public boolean repeated(String name) {
        return values.getOrDefault(name, List.of()).size() > 1;
    }

    /** The name of some parameter that came more than once. */
    public Optional<String> anyRepeated() {
        for (Map.Entry<String, List<String>> entry : values.entrySet()) {
            if (entry.getValue().size() > 1) {
                return Optional.of(entry.getKey());
            }
        }
        return Optional.empty();
    }

    /** The name of some parameter with a control character in its name or value. */
    public Optional<String> anyWithControlCharacter() {
        return values.entrySet().stream()
                .filter(entry ->
                        hasControl(entry.getKey()) || entry.getValue().stream().anyMatch(Parameters::hasControl))
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst();
    }

    private static boolean hasControl(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }
}
