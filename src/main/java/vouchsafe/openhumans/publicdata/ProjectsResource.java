package vouchsafe.openhumans.publicdata;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import vouchsafe.openhumans.wording.Paging;
import vouchsafe.openhumans.wording.Refusals;
import vouchsafe.projects.ApprovedProjects;
import vouchsafe.projects.Catalogue.Listed;
import vouchsafe.projects.Project;
import vouchsafe.publication.PublicFilter;
import vouchsafe.publication.PublicMembers;
import vouchsafe.web.PublicAddress;
import vouchsafe.web.api.ApiRefusal;
import vouchsafe.web.api.Route;

/** {@code projects/}, {@code project/<id>/} and the paths below it: approved projects only. */
final class ProjectsResource {
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

    List<Route<PublicEndpoint>> routes() {
        return List.of(
                PublicEndpoint.at("projects", this::list),
                PublicEndpoint.at("project/{id}", request -> projects.json(found(request))),
                PublicEndpoint.at(
                        "project/{id}/members",
                        request -> membersOf(found(request).project(), request.paging())),
                PublicEndpoint.at("project/{id}/datafiles", this::filesOf));
    }

    private Object list(PublicRequest request) throws ApiRefusal {
        Optional<Integer> id = request.number("id");
        return projects.list(
                new ApprovedProjects.Filter(
                        id.map(Set::of),
                        request.flag("active"),
                        request.text("name").orElse("")),
                request.paging());
    }

    private Listed found(PublicRequest request) throws ApiRefusal {
        return request.id().flatMap(projects::find).orElseThrow(() -> Refusals.none("DataRequestProject"));
    }

    private Object filesOf(PublicRequest request) throws ApiRefusal {
        return files.list(PublicFilter.all().ofProject(found(request).project().id()), request.paging());
    }

    private Object membersOf(Project project, Paging paging) {
        return paging.envelope(
                members.countOf(project),
                members.of(project, paging.offset(), paging.limit()).stream()
                        .map(member -> MembersResource.json(member, address))
                        .toList());
    }
}
