package vouchsafe.oauth;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decoded request parameters, each with every value it was given. */
public record Parameters(Map<String, List<String>> values) {

    /** The value, when the parameter is there once and not empty (RFC 6749 section 3.1: empty counts as left out). */
    public Optional<String> get(String name) {
        return raw(name).filter(value -> !value.isEmpty());
    }

    /** The first value as it came, also when empty. */
    public Optional<String> raw(String name) {
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
