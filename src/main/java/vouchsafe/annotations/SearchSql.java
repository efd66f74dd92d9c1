package vouchsafe.annotations;

import java.sql.Timestamp;
import java.text.Normalizer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The SQL of searches. Every shape finds its rows by an index: the order's own, or that of what it is narrowed by. The
 * right to see a row is a filter and never a join, so that it does not lead the planner away from the order.
 */
final class SearchSql {
    /** No search goes further: neither by its offset nor by counting. */
    static final int HORIZON = 10_000;

    private final StringBuilder where = new StringBuilder("a.deleted_at IS NULL");
    private final Map<String, Object> parameters = new LinkedHashMap<>();
    private final Search search;

    /** @param uris every address to look under, in its normal form */
    SearchSql(Search search, List<String> uris, Viewer viewer) {
        this.search = search;
        visible(viewer);
        anyOf("a.uri_normalized", uris, String[]::new);
        anyOf("a.member_id", search.members, UUID[]::new);
        anyOf("a.group_id", search.groups, String[]::new);
        search.patterns.forEach(this::pattern);
        search.words.forEach(this::words);
        if (!search.references.isEmpty()) {
            where.append(" AND a.thread <> '{}' AND a.thread && ").append(add(search.references.toArray(UUID[]::new)));
        }
        if (search.topLevel) {
            where.append(" AND a.thread = '{}'");
        }
        if (search.sharedOnly) {
            where.append(" AND a.shared");
        }
        if (search.reported) {
            where.append(" AND EXISTS (SELECT 1 FROM annotation_flags f WHERE f.annotation_id = a.id)");
        }
        if (search.moderation != null) {
            where.append(" AND a.moderation_status = ").append(add(search.moderation.name()));
        }
    }

    JdbcClient.StatementSpec page(JdbcClient sql) {
        return bound(sql, pageText());
    }

    /** How many there are in all, counted no further than the horizon. */
    JdbcClient.StatementSpec count(JdbcClient sql) {
        return bound(sql, countText());
    }

    String pageText() {
        String direction = search.ascending ? "" : " DESC";
        String column = "a." + search.sort.column();
        String after = search.after == null
                ? ""
                : " AND " + column + (search.ascending ? " > " : " < ") + add(value(search.after));
        String order = column + direction + (search.sort == Search.Sort.ID ? "" : ", a.id" + direction);
        return AnnotationTable.SELECT + "WHERE " + where + after + " ORDER BY " + order + " LIMIT " + search.limit
                + " OFFSET " + (search.after == null ? search.offset : 0);
    }

    String countText() {
        return "SELECT count(*) FROM (SELECT 1 FROM annotations a WHERE " + where + " ORDER BY a.updated_at DESC LIMIT "
                + HORIZON + ") counted";
    }

    private JdbcClient.StatementSpec bound(JdbcClient sql, String text) {
        return sql.sql(text).params(parameters);
    }

    Map<String, Object> parameters() {
        return parameters;
    }

    private void visible(Viewer viewer) {
        String groups = "(a.group_id = '" + Group.WORLD + "' OR a.group_id = ANY ("
                + add(viewer.groups().toArray(String[]::new)) + ") OR EXISTS (SELECT 1 FROM annotation_groups g WHERE"
                + " g.id = a.group_id AND g.type <> 'private' AND"
                + " g.deleted_at IS NULL))";
        String shown = "(a.moderation_status = 'APPROVED' OR a.group_id = ANY ("
                + add(viewer.moderated().toArray(String[]::new)) + "))";
        String others = "(a.shared AND " + shown + " AND " + groups + ")";
        where.append(" AND ")
                .append(viewer.memberId()
                        .map(member -> "(a.member_id = " + add(member) + " OR " + others + ")")
                        .orElse(others));
    }

    private <T> void anyOf(String column, Collection<T> values, java.util.function.IntFunction<T[]> array) {
        if (values.size() == 1) {
            // An equality keeps the order of the index behind it.
            where.append(" AND ")
                    .append(column)
                    .append(" = ")
                    .append(add(values.iterator().next()));
        } else if (!values.isEmpty()) {
            where.append(" AND ")
                    .append(column)
                    .append(" = ANY (")
                    .append(add(values.toArray(array)))
                    .append(')');
        }
    }

    private void pattern(UriPattern pattern) {
        where.append(" AND a.uri_normalized >= ").append(add(pattern.from()));
        where.append(" AND a.uri_normalized < ")
                .append(add(pattern.from() + Character.toString(Character.MAX_CODE_POINT)));
        where.append(" AND a.uri_normalized LIKE ").append(add(pattern.like()));
    }

    private void words(Search.Words wanted) {
        String query = forms(wanted.text())
                .map(form -> "plainto_tsquery('simple', " + add(form) + ")")
                .collect(Collectors.joining(" || ", "(", ")"));
        where.append(" AND a.words @@ ").append(query);
        String weight = wanted.place().weight();
        if (!weight.isEmpty()) {
            where.append(" AND ts_filter(a.words, '{")
                    .append(weight)
                    .append("}') @@ ")
                    .append(query);
        }
    }

    /** The ways in which the same words may have been written: é is one character or two. */
    private static Stream<String> forms(String text) {
        return Stream.of(
                        text,
                        Normalizer.normalize(text, Normalizer.Form.NFC),
                        Normalizer.normalize(text, Normalizer.Form.NFD))
                .distinct();
    }

    private static Object value(Search.After after) {
        return switch (after) {
            case Search.After.Time time -> Timestamp.from(time.at());
            case Search.After.Id id -> id.id();
            case Search.After.Text text -> text.text();
        };
    }

    private String add(Object value) {
        String name = "p" + parameters.size();
        parameters.put(name, value);
        return ":" + name;
    }
}
