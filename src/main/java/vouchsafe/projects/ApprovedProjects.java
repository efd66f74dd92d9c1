package vouchsafe.projects;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.projects.Catalogue.Listed;

/** The approved projects that are not closed, by number and page by page, for programs. */
public final class ApprovedProjects {
    private static final String CONDITION = """
         WHERE p.approved AND p.closed_at IS NULL AND (:any OR p.id = ANY (:ids))
            AND (:anyState OR (p.active AND p.paused_at IS NULL) = :active)
            AND strpos(lower(p.name), lower(:name)) > 0
        """;

    private final JdbcClient sql;

    ApprovedProjects(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * A choice among approved projects.
     *
     * @param ids only these
     * @param active only those that take members, or only those that do not
     * @param name only those whose name contains it, in any case
     */
    public record Filter(Optional<Set<Integer>> ids, Optional<Boolean> active, String name) {
        /** Every one. */
        public static final Filter ALL = new Filter(Optional.empty(), Optional.empty(), "");

        /** These, as far as they are approved. */
        public static Filter of(Set<Integer> ids) {
            return new Filter(Optional.of(ids), Optional.empty(), "");
        }

        private Map<String, Object> parameters() {
            return Map.of(
                    "any", ids.isEmpty(),
                    "ids", ids.orElse(Set.of()).toArray(Integer[]::new),
                    "anyState", active.isEmpty(),
                    "active", active.orElse(false),
                    "name", name);
        }
    }

    /** How many there are. */
    public long count(Filter filter) {
        return sql.sql("SELECT count(*) FROM projects p" + CONDITION)
                .params(filter.parameters())
                .query(Long.class)
                .single();
    }

    /** A page of them, with their members counted. */
    public List<Listed> list(Filter filter, long offset, int most) {
        return sql.sql(ProjectRows.SELECT_LISTED + CONDITION + " ORDER BY p.id LIMIT :most OFFSET :offset")
                .params(filter.parameters())
                .param("most", most)
                .param("offset", offset)
                .query(ProjectRows.LISTED)
                .list();
    }
}
