package vouchsafe.app;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The values of settings as they were given, each read as what its {@link SettingRange} says; else its default. */
final class SettingValues {
    private final Map<Setting, String> given = new EnumMap<>(Setting.class);

    SettingValues(Map<Setting, String> given) {
        this.given.putAll(given);
    }

    /** The same values with another one of these. */
    SettingValues with(Setting setting, String value) {
        SettingValues other = new SettingValues(given);
        other.given.put(setting, value);
        return other;
    }

    /** Empty where none was given and there is no default. A blank text counts as none. */
    Optional<String> text(Setting setting) {
        return Optional.of(value(setting)).filter(value -> !value.isBlank());
    }

    int number(Setting setting) {
        return range(setting, SettingRange.Whole.class).read(setting, value(setting));
    }

    long size(Setting setting) {
        return range(setting, SettingRange.Size.class).read(setting, value(setting));
    }

    long sizeOrNone(Setting setting) {
        return range(setting, SettingRange.SizeOrNone.class).read(setting, value(setting));
    }

    Duration duration(Setting setting) {
        return range(setting, SettingRange.Time.class).read(setting, value(setting));
    }

    Duration pause(Setting setting) {
        return range(setting, SettingRange.Pause.class).read(setting, value(setting));
    }

    <E extends Enum<E>> E choice(Setting setting, Class<E> type) {
        return type.cast(range(setting, SettingRange.OneOf.class).read(setting, value(setting)));
    }

    boolean yes(Setting setting) {
        return choice(setting, SettingRange.YesNo.class) == SettingRange.YesNo.TRUE;
    }

    private String value(Setting setting) {
        String value = given.getOrDefault(setting, "");
        return value.isBlank() ? setting.defaultText() : value;
    }

    private static <R extends SettingRange> R range(Setting setting, Class<R> kind) {
        if (kind.isInstance(setting.range())) {
            return kind.cast(setting.range());
        }
        throw new IllegalStateException(setting + " is read as another kind than it says");
    }
}
