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
import vouchsafe.openhumans.wording.Refusals;
import vouchsafe.web.api.ApiRefusal;
import vouchsafe.web.api.ApiRequest;

/**
 * One request for public data.
 *
 * @param url absolute address of the request, without its query
 * @param request gives the variables of its path
 * @param query the URL's parameters
 */
record PublicRequest(String url, ApiRequest request, Map<String, List<String>> query) {
    private static final Set<String> YES = Set.of("true", "True", "1", "on", "yes");
    private static final Set<String> NO = Set.of("false", "False", "0", "off", "no");

    Paging paging() {
        return Paging.of(url, query);
    }

    /** A variable of the path. */
    String variable(String name) {
        return request.variable(name);
    }

    /** The number {@code id} in the path; empty where the word there can be no id. */
    Optional<Integer> id() {
        return Optional.of(variable("id"))
                .filter(word -> word.matches("[0-9]{1,9}"))
                .map(Integer::valueOf);
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

    Optional<Integer> number(String name) throws ApiRefusal {
        Optional<String> text = text(name);
        if (text.isPresent() && !text.get().matches("[0-9]{1,9}")) {
            throw Refusals.field(name, "Enter a number.");
        }
        return text.map(Integer::valueOf);
    }

    Optional<Boolean> flag(String name) throws ApiRefusal {
        Optional<String> text = text(name);
        if (text.isPresent() && !YES.contains(text.get()) && !NO.contains(text.get())) {
            throw Refusals.field(name, "Enter true or false.");
        }
        return text.map(YES::contains);
    }

    /** The moment in a parameter: a date, or a date and time, in UTC unless it has an offset. */
    Optional<Instant> moment(String name, boolean endOfDay) throws ApiRefusal {
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
            throw Refusals.field(name, "Enter a valid date, for example 2026-11-21 or 2026-11-21T16:00:00Z.");
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
