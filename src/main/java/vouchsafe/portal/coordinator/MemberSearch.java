package vouchsafe.portal.coordinator;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vouchsafe.grants.GrantFilter;
import vouchsafe.grants.GrantFilter.Allowed;
import vouchsafe.web.pages.Choice;

/**
 * A coordinator's search among members, as typed.
 *
 * @param id beginning of the project member id
 * @param from earliest day of joining (UTC), like {@code 2026-11-21}
 * @param until latest day of joining
 * @param allowed a permission they agreed to: an {@link Allowed} in lower case, or empty
 */
public record MemberSearch(String id, String from, String until, String allowed) {
    /** The choices under "agreed to". */
    public static final List<Choice> CHOICES = List.of(
            new Choice("", "Anything"),
            new Choice("messages", "Messages"),
            new Choice("no_messages", "No messages"),
            new Choice("username", "Their username"));

    /** A filter, or the errors by field. */
    sealed interface Read {
        record Good(GrantFilter filter) implements Read {}

        record Wrong(Map<String, String> errors) implements Read {}
    }

    Read read() {
        Map<String, String> errors = new LinkedHashMap<>();
        if (!id.matches("[0-9]{0,8}")) {
            errors.put("id", "Enter up to 8 digits.");
        }
        Instant first = day("from", from, GrantFilter.ALL.from(), 0, errors);
        Instant last = day("until", until, GrantFilter.ALL.until(), 1, errors);
        if (errors.isEmpty() && !from.isEmpty() && !until.isEmpty() && !first.isBefore(last)) {
            errors.put("until", "This day is before the one in “Joined from”.");
        }
        boolean known = CHOICES.stream().anyMatch(choice -> choice.value().equals(allowed));
        if (!known) {
            errors.put("allowed", "Choose one of the list.");
        }
        return errors.isEmpty()
                ? new Read.Good(new GrantFilter(
                        id,
                        first,
                        last,
                        allowed.isEmpty() ? Allowed.ANYTHING : Allowed.valueOf(allowed.toUpperCase(Locale.ROOT))))
                : new Read.Wrong(errors);
    }

    private static Instant day(
            String field, String typed, Instant otherwise, int daysLater, Map<String, String> errors) {
        if (typed.isEmpty()) {
            return otherwise;
        }
        try {
            LocalDate day = typed.length() == 10 ? LocalDate.parse(typed) : LocalDate.MIN;
            if (day.getYear() >= 1970 && day.getYear() < 9999) {
                return day.plusDays(daysLater).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
        } catch (DateTimeException notADay) {
            // An unreadable day is refused below.
        }
        errors.put(field, "Enter a day like 2026-11-21.");
        return otherwise;
    }

    /** Whether the search has any condition. */
    public boolean any() {
        return !(id + from + until + allowed).isEmpty();
    }

    /** The same search as the query of a URL, without its question mark. */
    public String query() {
        return Stream.of(List.of("id", id), List.of("from", from), List.of("until", until), List.of("allowed", allowed))
                .filter(pair -> !pair.getLast().isEmpty())
                .map(pair -> pair.getFirst() + "=" + URLEncoder.encode(pair.getLast(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
