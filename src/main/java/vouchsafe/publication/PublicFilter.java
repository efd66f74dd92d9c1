package vouchsafe.publication;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which of the public files are wanted. Whoever asks for a member's files gets none that the member keeps nameless. */
public final class PublicFilter {
    private static final PublicFilter ALL = new PublicFilter(List.of("true"), Map.of());

    private final List<String> conditions;
    private final Map<String, Object> parameters;

    private PublicFilter(List<String> conditions, Map<String, Object> parameters) {
        this.conditions = conditions;
        this.parameters = parameters;
    }

    /** Every one. */
    public static PublicFilter all() {
        return ALL;
    }

    /** Those of one of these kinds of data. */
    public PublicFilter ofTypes(Collection<Integer> dataTypeIds) {
        return and("f.datatypes && CAST(:types AS int[])", "types", dataTypeIds.toArray(Integer[]::new));
    }

    /** Those of this project. */
    public PublicFilter ofProject(int projectId) {
        return and("f.project_id = :project", "project", projectId);
    }

    /** Those of one of these sources, labels such as {@code direct-sharing-12}. */
    public PublicFilter ofSources(Collection<String> labels) {
        return and("f.source = ANY (:sources)", "sources", labels.toArray(String[]::new));
    }

    /** Those of the member of this name, whatever its case. */
    public PublicFilter ofUsername(String username) {
        return and("lower(m.username) = lower(:username) AND NOT g.hidden", "username", username);
    }

    /** Those of the member whom everyone knows by this number. */
    public PublicFilter ofNumber(String number) {
        return and("n.number = :number AND NOT g.hidden", "number", number);
    }

    /** Those made at this moment or later. */
    public PublicFilter createdFrom(Instant start) {
        return and("f.created_at >= :start", "start", Timestamp.from(start));
    }

    /** Those made before this moment. */
    public PublicFilter createdBefore(Instant end) {
        return and("f.created_at < :end", "end", Timestamp.from(end));
    }

    /** This one file. */
    PublicFilter ofFile(long id) {
        return and("f.id = :file", "file", id);
    }

    private PublicFilter and(String condition, String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(parameters);
        more.put(name, value);
        return new PublicFilter(
                Stream.concat(conditions.stream(), Stream.of(condition)).toList(), more);
    }

    String condition() {
        return conditions.stream().map(each -> "(" + each + ")").collect(Collectors.joining(" AND "));
    }

    Map<String, Object> parameters() {
        return parameters;
    }
}
