package vouchsafe.projects;

import java.util.List;
import java.util.Set;

/** Lists of projects, each by name. */
public final class Catalogue {
    private static final String BY_NAME = " ORDER BY lower(p.name), p.id";

    private final ProjectTable table;

    Catalogue(ProjectTable table) {
        this.table = table;
    }

    /** Active projects that are not approved yet. */
    public List<Project> inDevelopment() {
        return table.list("WHERE p.active AND p.approved = :value" + BY_NAME, false);
    }

    /** Approved, active projects that want to be listed for members to share with. */
    public List<Project> toShareWith() {
        return table.list("WHERE p.active AND p.explore_share AND p.approved = :value" + BY_NAME, true);
    }

    /** Approved, active projects that want to be listed for members to add data from. */
    public List<Project> toAddDataFrom() {
        return table.list(
                "WHERE p.active AND p.add_data AND p.returned_data_description <> '' AND p.approved = :value" + BY_NAME,
                true);
    }

    /** What a new project may ask data of: approved projects that add data to accounts. */
    public List<Project> sources() {
        return table.list("WHERE p.returned_data_description <> '' AND p.approved = :value" + BY_NAME, true);
    }

    /** What this project may ask data of: never itself, always what it asks for already. */
    public List<Project> sourcesFor(Project project) {
        return table.list("""
            WHERE p.id <> :value AND ((p.approved AND p.returned_data_description <> '')
                OR p.id IN (SELECT unnest(me.requested_sources) FROM projects me WHERE me.id = :value)
                OR p.id IN (SELECT value::int FROM project_changes c, jsonb_array_elements_text(c.requested->'sources')
                    WHERE c.project_id = :value AND c.state = 'waiting'))
            """ + BY_NAME, project.id());
    }

    /** These projects, whatever their state. */
    public List<Project> all(Set<Integer> ids) {
        return table.list("WHERE p.id = ANY (:value)" + BY_NAME, ids.toArray(Integer[]::new));
    }
}
