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

    /** The value; the first where there are several. */
    public Optional<String> get(String name) {
        for (String value : values.getOrDefault(name, List.of())) {
            if (!value.isEmpty()) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    /** Whether the parameter came without a value. */
    public boolean blank(String name) {
        return values.getOrDefault(name, List.of()).contains("");
    }

    /** Whether one of these parameters has a value. */
    public boolean any(Set<String> names) {
        return names.stream().anyMatch(name -> get(name).isPresent());
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
        List<String> sent = values.getOrDefault(name, List.of());
        return sent.size() > 1
                && sent.stream().filter(value -> !value.isEmpty()).count() > 1;
    }

    /** The name of some parameter that came more than once. */
    public Optional<String> anyRepeated() {
        for (Map.Entry<String, List<String>> entry : values.entrySet()) {
            if (repeated(entry.getKey())) {
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
