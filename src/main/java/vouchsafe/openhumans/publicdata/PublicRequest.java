package vouchsafe.openhumans.publicdata;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vouchsafe.openhumans.wording.Paging;

/**
 * One request for public data.
 *
 * @param url absolute address of the request, without its query
 * @param words the words after the API's path, for example {@code datatype}, {@code 2}, {@code datafiles}
 * @param query the URL's parameters
 */
record PublicRequest(String url, List<String> words, Map<String, List<String>> query) {
    private static final Set<String> YES = Set.of("true", "True", "1", "on", "yes");
    private static final Set<String> NO = Set.of("false", "False", "0", "off", "no");

    Paging paging() {
        return Paging.of(url, query);
    }

    /** The word at this place, or an empty text. */
    String word(int place) {
        return place < words.size() ? words.get(place) : "";
    }

    /** The number at this place; empty where the word there can be no id. */
    Optional<Integer> id(int place) {
        return word(place).matches("[0-9]{1,9}") ? Optional.of(Integer.valueOf(word(place))) : Optional.empty();
    }

    /** The last value of a parameter, empty where it is absent or blank. */
    Optional<String> text(String name) {
        List<String> values = query.getOrDefault(name, List.of());
        return values.isEmpty() || values.getLast().isBlank()
                ? Optional.empty()
                : Optional.of(values.getLast().strip());
    }

    /** Every value of a parameter, whether it is repeated or a list with commas. */
    List<String> list(String name) {
        List<String> values = new ArrayList<>();
        for (String value : query.getOrDefault(name, List.of())) {
            Arrays.stream(value.split(","))
                    .map(String::strip)
                    .filter(each -> !each.isEmpty())
                    .forEach(values::add);
        }
        return values;
    }

    Optional<Integer> number(String name) throws PublicRefusal {
        Optional<String> text = text(name);
        if (text.isPresent() && !text.get().matches("[0-9]{1,9}")) {
            throw PublicRefusal.filter(name, "Enter a number.");
        }
        return text.map(Integer::valueOf);
    }

    Optional<Boolean> flag(String name) throws PublicRefusal {
        Optional<String> text = text(name);
        if (text.isPresent() && !YES.contains(text.get()) && !NO.contains(text.get())) {
            throw PublicRefusal.filter(name, "Enter true or false.");
        }
        return text.map(YES::contains);
    }

    /** The moment in a parameter: a date, or a date and time, in UTC unless it has an offset. */
    Optional<Instant> moment(String name, boolean endOfDay) throws PublicRefusal {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        // A plus sign in a query is a blank.
        String value = text.get().replace(' ', '+');
        try {
            if (value.length() <= "2026-11-21".length()) {
                LocalDate day = LocalDate.parse(value).plusDays(endOfDay ? 1 : 0);
                return Optional.of(inRange(day.atStartOfDay(ZoneOffset.UTC).toInstant()));
            }
            boolean zoned = value.substring(10).matches(".*[Zz+-].*");
            return Optional.of(inRange(
                    zoned
                            ? OffsetDateTime.parse(value).toInstant()
                            : LocalDateTime.parse(value.replace('+', 'T')).toInstant(ZoneOffset.UTC)));
        } catch (DateTimeException unreadable) {
            throw PublicRefusal.filter(name, "Enter a valid date, for example 2026-11-21 or 2026-11-21T16:00:00Z.");
        }
    }

    /** Refuses years that the database does not have, such as 999999999. */
    private static Instant inRange(Instant instant) {
        int year = instant.atOffset(ZoneOffset.UTC).getYear();
        if (year < 1 || year > 9999) {
            throw new DateTimeException("out of range");
        }
        return instant;
    }
}
