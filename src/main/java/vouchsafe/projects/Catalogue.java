package vouchsafe.projects;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import vouchsafe.clients.AppSchemes;
import vouchsafe.db.Slice;

/** Lists of projects, each by name. */
public final class Catalogue {
    private static final String BY_NAME = " ORDER BY lower(p.name), p.id";
    private static final int PAGE_SIZE = 60;

    private final ProjectTable table;
    private final AppSchemes schemes;

    Catalogue(ProjectTable table, AppSchemes schemes) {
        this.table = table;
        this.schemes = schemes;
    }

    /** The lists that anyone can look through. */
    public enum Shelf {
        /** Active, not approved yet. */
        IN_DEVELOPMENT("NOT p.approved"),
        /** Approved and active, for members to share with. */
        EXPLORE_AND_SHARE("p.approved AND p.explore_share"),
        /** Approved and active, for members to add data from. */
        ADD_DATA("p.approved AND p.add_data AND p.returned_data_description <> ''");

        private final String condition;

        Shelf(String condition) {
            this.condition = condition;
        }
    }

    /**
     * A project as lists show it.
     *
     * @param members how many members are connected now
     */
    public record Listed(Project project, long members) {}

    /**
     * The next projects of a shelf.
     *
     * @param after id of the last project seen, or 0 to begin
     */
    public Slice<Listed> browse(Shelf shelf, int after) {
        return Slice.of(PAGE_SIZE, most -> table.browse(shelf.condition, after, most));
    }

    /** The sources a new project may ask for: approved projects that add data to accounts. */
    public List<Project> sources() {
        return table.list("WHERE p.returned_data_description <> '' AND p.approved = :value" + BY_NAME, true);
    }

    /** The sources this project may ask for: never itself, always those it asks for already. */
    public List<Project> sourcesFor(Project project) {
        return table.list("""
            WHERE p.id <> :value AND ((p.approved AND p.returned_data_description <> '')
                OR p.id IN (SELECT unnest(me.requested_sources) FROM projects me WHERE me.id = :value)
                OR p.id IN (SELECT value::int FROM project_changes c, jsonb_array_elements_text(c.requested->'sources')
                    WHERE c.project_id = :value AND c.state = 'waiting'))
            """ + BY_NAME, project.id());
    }

    /** What the form of a new project may choose from. */
    public ProjectChoices choices() {
        return choices(sources());
    }

    /** What the form of a project may choose from, where it offers these sources. */
    public ProjectChoices choices(List<Project> offered) {
        return new ProjectChoices(offered.stream().map(Project::id).collect(Collectors.toSet()), schemes);
    }

    /** These projects, in any state. */
    public List<Project> all(Set<Integer> ids) {
        return table.list("WHERE p.id = ANY (:value)" + BY_NAME, ids.toArray(Integer[]::new));
    }
}
