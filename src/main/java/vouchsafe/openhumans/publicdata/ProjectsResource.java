package vouchsafe.openhumans.publicdata;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import vouchsafe.openhumans.wording.Paging;
import vouchsafe.projects.ApprovedProjects;
import vouchsafe.projects.Catalogue.Listed;
import vouchsafe.projects.Project;
import vouchsafe.publication.PublicFilter;
import vouchsafe.publication.PublicMembers;
import vouchsafe.web.PublicAddress;

/** {@code projects/}, {@code project/<id>/} and the paths below it: approved projects only. */
final class ProjectsResource implements PublicResource {
    private final ProjectLists projects;
    private final PublicMembers members;
    private final PublicFileJson files;
    private final PublicAddress address;

    ProjectsResource(ProjectLists projects, PublicMembers members, PublicFileJson files, PublicAddress address) {
        this.projects = projects;
        this.members = members;
        this.files = files;
        this.address = address;
    }

    @Override
    public Set<String> firstWords() {
        return Set.of("projects", "project");
    }

    @Override
    public Object answer(PublicRequest request) throws PublicRefusal {
        if (request.words().equals(List.of("projects"))) {
            Optional<Integer> id = request.number("id");
            return projects.list(
                    new ApprovedProjects.Filter(
                            id.map(Set::of),
                            request.flag("active"),
                            request.text("name").orElse("")),
                    request.paging());
        }
        if (!request.word(0).equals("project") || request.words().size() > 3) {
            throw PublicRefusal.noSuchPath();
        }
        Listed found =
                request.id(1).flatMap(projects::find).orElseThrow(() -> PublicRefusal.none("DataRequestProject"));
        return switch (request.word(2)) {
            case "" -> projects.json(found);
            case "members" -> membersOf(found.project(), request.paging());
            case "datafiles" ->
                files.list(PublicFilter.all().ofProject(found.project().id()), request.paging());
            default -> throw PublicRefusal.noSuchPath();
        };
    }

    private Object membersOf(Project project, Paging paging) {
        return paging.envelope(
                members.countOf(project),
                members.of(project, paging.offset(), paging.limit()).stream()
                        .map(member -> MembersResource.json(member, address))
                        .toList());
    }
}
