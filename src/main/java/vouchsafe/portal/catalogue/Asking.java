package vouchsafe.portal.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import vouchsafe.projects.Catalogue;
import vouchsafe.projects.Project;
import vouchsafe.projects.Requested;

/**
 * A project's request for data and permissions, ready for a page.
 *
 * @param requested the request
 * @param sources the projects whose data is asked for, by name
 */
public record Asking(Requested requested, List<Project> sources) {
    /** Makes it, and looks up the sources. */
    public static Asking of(Requested requested, Catalogue catalogue) {
        return new Asking(
                requested,
                requested.permissions().sources().isEmpty()
                        ? List.of()
                        : catalogue.all(Set.copyOf(requested.permissions().sources())));
    }

    /** The sources by id. */
    public Map<Integer, Project> byId() {
        return sources.stream().collect(Collectors.toMap(Project::id, Function.identity()));
    }
}
