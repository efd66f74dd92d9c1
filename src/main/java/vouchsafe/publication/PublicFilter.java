package vouchsafe.publication;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Narrows lists of public files. A list by member leaves out files that the member shares without a name. */
public final class PublicFilter {
    private static final PublicFilter ALL = new PublicFilter(List.of("true"), Map.of());

    private final List<String> conditions;
    private final Map<String, Object> parameters;

    private PublicFilter(List<String> conditions, Map<String, Object> parameters) {
        this.conditions = conditions;
        this.parameters = parameters;
    }

    /** All public files. */
    public static PublicFilter all() {
        return ALL;
    }

    /** Only files of one of these kinds of data. */
    public PublicFilter ofTypes(Collection<Integer> dataTypeIds) {
        return and("f.datatypes && :types::int[]", "types", dataTypeIds.toArray(Integer[]::new));
    }

    /** Only files of this project. */
    public PublicFilter ofProject(int projectId) {
        return and("f.project_id = :project", "project", projectId);
    }

    /** Only files of one of these sources, given by labels such as {@code direct-sharing-12}. */
    public PublicFilter ofSources(Collection<String> labels) {
        return and("f.source = ANY (:sources)", "sources", labels.toArray(String[]::new));
    }

    /** Only files of the member with this username, in any case. */
    public PublicFilter ofUsername(String username) {
        return and("lower(m.username) = lower(:username) AND NOT g.hidden", "username", username);
    }

    /** Only files of the member with this public number. */
    public PublicFilter ofNumber(String number) {
        return and("n.number = :number AND NOT g.hidden", "number", number);
    }

    /** Only files made at this moment or later. */
    public PublicFilter createdFrom(Instant start) {
        return and("f.created_at >= :start", "start", start);
    }

    /** Only files made before this moment. */
    public PublicFilter createdBefore(Instant end) {
        return and("f.created_at < :end", "end", end);
    }

    /** Only this one file. */
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
