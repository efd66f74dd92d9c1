package vouchsafe.app;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

/** The values that a setting takes. */
sealed interface SettingRange {
    /** Any text. */
    record Text() implements SettingRange {}

    /** A whole number, both ends included. */
    record Whole(int least, int most) implements SettingRange {
        int read(Setting setting, String value) {
            try {
                int number = Integer.parseInt(value);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException notANumber) {
                // Refused below, in the same words as a number out of range.
            }
            throw refused(setting, "a whole number from " + least + " to " + most, value);
        }
    }

    /** A number of bytes, 1 or more. */
    record Size() implements SettingRange {
        long read(Setting setting, String value) {
            try {
                long bytes = DataSize.parse(value).toBytes();
                if (bytes > 0) {
                    return bytes;
                }
            } catch (IllegalArgumentException | ArithmeticException notASize) {
                // Refused below, in the same words as a size of zero.
            }
            throw refused(setting, "a size such as 500MB or 5GB", value);
        }
    }

    /** A number of bytes; 0 for no limit. */
    record SizeOrNone() implements SettingRange {
        long read(Setting setting, String value) {
            try {
                long bytes = DataSize.parse(value).toBytes();
                if (bytes >= 0) {
                    return bytes;
                }
            } catch (IllegalArgumentException | ArithmeticException notASize) {
                // Refused below, in the same words as a negative size.
            }
            throw refused(setting, "a size such as 500MB or 5GB, or 0 for no limit", value);
        }
    }

    /** A time that somebody or something waits. */
    record Time() implements SettingRange {
        private static final Duration SHORTEST = Duration.ofMillis(100);
        private static final Duration LONGEST = Duration.ofHours(24);

        Duration read(Setting setting, String value) {
            try {
                Duration duration = DurationStyle.SIMPLE.parse(value);
                if (duration.compareTo(SHORTEST) >= 0 && duration.compareTo(LONGEST) <= 0) {
                    return duration;
                }
            } catch (IllegalArgumentException | ArithmeticException notADuration) {
                // Refused below, in the same words as one out of range.
            }
            throw refused(setting, "a time from 100ms to 24h, such as 500ms, 10s or 5m", value);
        }
    }

    /** A time that may be none at all. */
    record Pause() implements SettingRange {
        private static final Duration LONGEST = Duration.ofHours(24);

        Duration read(Setting setting, String value) {
            try {
                Duration duration = DurationStyle.SIMPLE.parse(value);
                if (!duration.isNegative() && duration.compareTo(LONGEST) <= 0) {
                    return duration;
                }
            } catch (IllegalArgumentException | ArithmeticException notDuration) {
                // Refused below, in the same words as one out of range.
            }
            throw refused(setting, "a time from 0s to 24h, such as 0s, 10s or 5m", value);
        }
    }

    /** A constant of an enum, in any case. */
    record OneOf(Class<? extends Enum<?>> type) implements SettingRange {
        Enum<?> read(Setting setting, String value) {
            List<? extends Enum<?>> choices = Arrays.asList(type.getEnumConstants());
            return choices.stream()
                    .filter(choice -> choice.name().equalsIgnoreCase(value))
                    .findFirst()
                    .orElseThrow(() -> refused(
                            setting,
                            "one of "
                                    + String.join(
                                            ", ",
                                            choices.stream()
                                                    .map(choice -> choice.name().toLowerCase(Locale.ROOT))
                                                    .toList()),
                            value));
        }
    }

    /** Whether something is so. */
    enum YesNo {
        TRUE,
        FALSE
    }

    /**
     * Reads a value for nothing but its faults.
     *
     * @throws InvalidSettings with the values it takes
     */
    @SuppressWarnings("ReturnValueIgnored")
    default void check(Setting setting, String value) {
        if (value.isBlank()) {
            return;
        }
        switch (this) {
            case Text text -> {}
            case Whole whole -> whole.read(setting, value);
            case Size size -> size.read(setting, value);
            case SizeOrNone size -> size.read(setting, value);
            case Time time -> time.read(setting, value);
            case Pause pause -> pause.read(setting, value);
            case OneOf choices -> choices.read(setting, value);
        }
    }

    private static InvalidSettings refused(Setting setting, String taken, String value) {
        return new InvalidSettings(setting.bothNames() + " must be " + taken + ", not \"" + value + "\"");
    }
}
