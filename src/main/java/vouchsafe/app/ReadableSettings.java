package vouchsafe.app;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The settings that can be read, where not all of them can. Those that belong together, such as all of a mail relay's, are left
 * out together where they contradict each other.
 *
 * @param settings those that can be read; the others have their defaults
 * @param faults what is wrong with the others
 * @param leftOut the others, as far as they are known
 */
record ReadableSettings(Settings settings, List<InvalidSettings> faults, Set<Setting> leftOut) {
    /** Settings whose keys begin so are read together. */
    private static final List<String> TOGETHER = List.of("db-", "s3-", "smtp-", "archive");

    /** @param values gives the values, and the faults on the way there */
    static ReadableSettings of(Function<Consumer<InvalidSettings>, Map<Setting, String>> values) {
        List<InvalidSettings> faults = new ArrayList<>();
        Map<Setting, String> given = new EnumMap<>(Setting.class);
        given.putAll(values.apply(faults::add));
        Set<Setting> leftOut = EnumSet.noneOf(Setting.class);
        Map<Setting, String> taken = new EnumMap<>(Setting.class);
        Settings settings = Settings.of(taken);
        for (Map<Setting, String> group : groups(given).values()) {
            for (Setting setting : List.copyOf(group.keySet())) {
                try {
                    setting.range().check(setting, group.getOrDefault(setting, ""));
                } catch (InvalidSettings outOfRange) {
                    faults.add(outOfRange);
                    leftOut.add(setting);
                    group.remove(setting);
                }
            }
            Map<Setting, String> more = new EnumMap<>(Setting.class);
            more.putAll(taken);
            more.putAll(group);
            try {
                settings = Settings.of(more);
                taken = more;
            } catch (InvalidSettings contradiction) {
                faults.add(contradiction);
                leftOut.addAll(group.keySet());
            }
        }
        return new ReadableSettings(settings, List.copyOf(faults), leftOut);
    }

    private static Map<String, Map<Setting, String>> groups(Map<Setting, String> given) {
        Map<String, Map<Setting, String>> groups = new LinkedHashMap<>();
        given.forEach((setting, value) -> groups.computeIfAbsent(
                        TOGETHER.stream()
                                .filter(setting.key()::startsWith)
                                .findFirst()
                                .orElse(setting.key()),
                        name -> new EnumMap<>(Setting.class))
                .put(setting, value));
        return groups;
    }
}
