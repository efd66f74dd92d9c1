package vouchsafe.openhumans.publicdata;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vouchsafe.datatypes.RegisteredDataTypes;
import vouchsafe.openhumans.wording.Paging;
import vouchsafe.openhumans.wording.ProjectJson;
import vouchsafe.projects.ApprovedProjects;
import vouchsafe.projects.Catalogue.Listed;

/** Finds approved projects and writes them, for every list of them. */
final class ProjectLists {
    private final ApprovedProjects projects;
    private final RegisteredDataTypes dataTypes;
    private final ProjectJson projectJson;

    ProjectLists(ApprovedProjects projects, RegisteredDataTypes dataTypes, ProjectJson projectJson) {
        this.projects = projects;
        this.dataTypes = dataTypes;
        this.projectJson = projectJson;
    }

    /** A page of the projects that pass the filter. */
    Object list(ApprovedProjects.Filter filter, Paging paging) {
        return paging.envelope(projects.count(filter), json(projects.list(filter, paging.offset(), paging.limit())));
    }

    /** A page of the projects with these ids. */
    Object of(List<Integer> ids, Paging paging) {
        return list(ApprovedProjects.Filter.of(Set.copyOf(ids)), paging);
    }

    Optional<Listed> find(int id) {
        return projects.list(ApprovedProjects.Filter.of(Set.of(id)), 0, 1).stream()
                .findFirst();
    }

    Map<String, @Nullable Object> json(Listed listed) {
        return json(List.of(listed)).getFirst();
    }

    private List<Map<String, @Nullable Object>> json(List<Listed> page) {
        Map<Integer, List<Integer>> types =
                dataTypes.of(page.stream().map(each -> each.project().id()).toList());
        return page.stream()
                .map(each -> projectJson.of(
                        each.project(),
                        each.members(),
                        types.getOrDefault(each.project().id(), List.of())))
                .toList();
    }
}
