package vouchsafe.datatypes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.projects.Projects;

/** Keeps, for each project, the kinds of data its files may be of. */
public final class RegisteredDataTypes {
    private final JdbcClient sql;
    private final DataTypeTable table;
    private final Projects projects;
    private final JsonMapper json;

    RegisteredDataTypes(JdbcClient sql, DataTypeTable table, Projects projects, JsonMapper json) {
        this.sql = sql;
        this.table = table;
        this.projects = projects;
        this.json = json;
    }

    /** The registration of this project. */
    public ProjectDataTypes of(int projectId) {
        List<DataType> registered = sql.sql("""
            SELECT d.* FROM datatypes d JOIN project_datatypes pd ON pd.datatype_id = d.id
            WHERE pd.project_id = :project ORDER BY lower(d.name)
            """)
                .param("project", projectId)
                .query(DataTypeTable.TYPE)
                .list();
        return sql.sql("SELECT any_type, auto_add FROM project_datatype_rules WHERE project_id = :project")
                .param("project", projectId)
                .query((row, number) ->
                        new ProjectDataTypes(registered, row.getBoolean("any_type"), row.getBoolean("auto_add")))
                .optional()
                .orElseGet(() -> new ProjectDataTypes(registered, false, false));
    }

    /** Numbers of the kinds that each of these projects registered, in one statement; a project without any is absent. */
    public Map<Integer, List<Integer>> of(Collection<Integer> projectIds) {
        return grouped("""
            SELECT project_id AS key, datatype_id AS value FROM project_datatypes
            WHERE project_id = ANY (:ids) ORDER BY project_id, datatype_id
            """, projectIds);
    }

    /** Numbers of the approved projects that registered each of these kinds, in one statement. */
    public Map<Integer, List<Integer>> approvedProjects(Collection<Integer> dataTypeIds) {
        return grouped("""
            SELECT pd.datatype_id AS key, pd.project_id AS value
            FROM project_datatypes pd JOIN project_approvals p ON p.id = pd.project_id
            WHERE p.approved AND pd.datatype_id = ANY (:ids) ORDER BY pd.datatype_id, pd.project_id
            """, dataTypeIds);
    }

    private Map<Integer, List<Integer>> grouped(String statement, Collection<Integer> ids) {
        Map<Integer, List<Integer>> groups = new HashMap<>();
        sql.sql(statement).param("ids", ids.toArray(Integer[]::new)).query(row -> {
            groups.computeIfAbsent(row.getInt("key"), none -> new ArrayList<>()).add(row.getInt("value"));
        });
        return groups;
    }

    /**
     * Replaces the kinds of a project that is not approved. Holds the project's row, so that an approval and this wait
     * for each other. To be called in a transaction.
     *
     * @return false, and nothing changed, where the project is approved
     */
    public boolean replace(int projectId, Collection<Integer> dataTypeIds) {
        boolean open = projects.holdBeforeApproval(projectId);
        if (open) {
            sql.sql("DELETE FROM project_datatypes WHERE project_id = :project")
                    .param("project", projectId)
                    .update();
            sql.sql("""
                INSERT INTO project_datatypes (project_id, datatype_id)
                SELECT :project, id FROM datatypes WHERE id = ANY (:ids)
                """)
                    .param("project", projectId)
                    .param("ids", dataTypeIds.toArray(Integer[]::new))
                    .update();
        }
        return open;
    }

    /**
     * Sets what an administrator allows a project; true where that changed something. To be called in a transaction.
     */
    public boolean allow(int projectId, boolean any, boolean autoAdd) {
        return sql.sql("""
            INSERT INTO project_datatype_rules AS r (project_id, any_type, auto_add)
            SELECT :project, :any, :auto
            WHERE :any OR :auto OR EXISTS (SELECT 1 FROM project_datatype_rules WHERE project_id = :project)
            ON CONFLICT (project_id) DO UPDATE SET any_type = :any, auto_add = :auto
            WHERE r.any_type <> :any OR r.auto_add <> :auto
            """)
                        .param("project", projectId)
                        .param("any", any)
                        .param("auto", autoAdd)
                        .update()
                == 1;
    }

    /**
     * Reads the field {@code datatypes} of an upload by this project: a list of numbers or a list of names, as JSON text or
     * as the field's repeated values.
     *
     * @param values what was sent; empty where the field is absent
     */
    public UploadTypes resolve(int projectId, List<String> values) {
        ProjectDataTypes rules = of(projectId);
        List<String> sent = values.stream().filter(value -> !value.isBlank()).toList();
        if (sent.isEmpty()) {
            return new UploadTypes.Chosen(rules.autoAdd() ? rules.ids() : List.of());
        }
        return words(sent).map(words -> resolve(rules, words)).orElseGet(() -> new UploadTypes.Unreadable(sent));
    }

    /** A JSON body may hold the list itself, which arrives as values; the text of a list arrives as one. */
    private Optional<List<String>> words(List<String> sent) {
        if (sent.size() > 1) {
            return Optional.of(sent);
        }
        String text = sent.getFirst().strip();
        if (!text.startsWith("[")) {
            return table.tree().byName(text).isPresent() || text.matches("[0-9]{1,9}")
                    ? Optional.of(List.of(text))
                    : Optional.empty();
        }
        try {
            List<String> words = new ArrayList<>();
            for (JsonNode word : json.readTree(text)) {
                if (!word.isString() && !word.isIntegralNumber()) {
                    return Optional.empty();
                }
                words.add(word.isString() ? word.stringValue() : word.toString());
            }
            return Optional.of(words);
        } catch (JacksonException broken) {
            return Optional.empty();
        }
    }

    private UploadTypes resolve(ProjectDataTypes rules, List<String> words) {
        DataTypeTree tree = table.tree();
        TreeSet<Integer> ids = new TreeSet<>();
        List<String> unknown = new ArrayList<>();
        List<String> foreign = new ArrayList<>();
        for (String word : words) {
            Optional<DataType> found =
                    word.matches("[0-9]{1,9}") ? tree.find(Integer.parseInt(word)) : tree.byName(word);
            if (found.isEmpty()) {
                unknown.add(word);
            } else if (!rules.any() && !rules.registered().contains(found.get())) {
                foreign.add(found.get().name());
            } else {
                ids.add(found.get().id());
            }
        }
        if (!unknown.isEmpty()) {
            return new UploadTypes.Unknown(unknown);
        }
        if (!foreign.isEmpty()) {
            return new UploadTypes.NotRegistered(foreign);
        }
        return new UploadTypes.Chosen(List.copyOf(ids));
    }
}
