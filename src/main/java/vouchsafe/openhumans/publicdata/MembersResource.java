package vouchsafe.openhumans.publicdata;

import java.util.List;
import java.util.Map;
import vouchsafe.openhumans.wording.Paging;
import vouchsafe.openhumans.wording.Refusals;
import vouchsafe.publication.PublicFilter;
import vouchsafe.publication.PublicMembers;
import vouchsafe.publication.PublicMembers.PublicMember;
import vouchsafe.web.PublicAddress;
import vouchsafe.web.api.ApiRefusal;
import vouchsafe.web.api.Route;

/** {@code members/}, {@code member/<username>/} and the paths below it. */
final class MembersResource {
    private final PublicMembers members;
    private final PublicFileJson files;
    private final ProjectLists projects;
    private final PublicAddress address;

    MembersResource(PublicMembers members, PublicFileJson files, ProjectLists projects, PublicAddress address) {
        this.members = members;
        this.files = files;
        this.projects = projects;
        this.address = address;
    }

    List<Route<PublicEndpoint>> routes() {
        return List.of(
                PublicEndpoint.at("members", this::list),
                PublicEndpoint.at("member/{username}", request -> json(found(request), address)),
                PublicEndpoint.at("member/{username}/datafiles", this::filesOf),
                PublicEndpoint.at(
                        "member/{username}/projects",
                        request -> projects.of(members.projectsOf(found(request)), request.paging())));
    }

    private Object list(PublicRequest request) {
        String username = request.text("username").orElse("");
        String name = request.text("name").orElse("");
        Paging paging = request.paging();
        return paging.envelope(
                members.count(username, name),
                members.list(username, name, paging.offset(), paging.limit()).stream()
                        .map(member -> json(member, address))
                        .toList());
    }

    private PublicMember found(PublicRequest request) throws ApiRefusal {
        return members.find(request.variable("username")).orElseThrow(() -> Refusals.none("Member"));
    }

    private Object filesOf(PublicRequest request) throws ApiRefusal {
        return files.list(PublicFilter.all().ofUsername(found(request).username()), request.paging());
    }

    static Map<String, Object> json(PublicMember member, PublicAddress address) {
        return Map.of(
                "name", member.name(),
                "profile_url", address.url("/member/" + member.username() + "/"),
                "username", member.username());
    }
}
