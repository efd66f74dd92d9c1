package vouchsafe.openhumans.publicdata;

import java.util.List;
import java.util.Map;
import java.util.Set;
import vouchsafe.openhumans.wording.Paging;
import vouchsafe.publication.PublicFilter;
import vouchsafe.publication.PublicMembers;
import vouchsafe.publication.PublicMembers.PublicMember;
import vouchsafe.web.PublicAddress;

/** {@code members/}, {@code member/<username>/} and the paths below it. */
final class MembersResource implements PublicResource {
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

    @Override
    public Set<String> firstWords() {
        return Set.of("members", "member");
    }

    @Override
    public Object answer(PublicRequest request) throws PublicRefusal {
        if (request.words().equals(List.of("members"))) {
            String username = request.text("username").orElse("");
            String name = request.text("name").orElse("");
            Paging paging = request.paging();
            return paging.envelope(
                    members.count(username, name),
                    members.list(username, name, paging.offset(), paging.limit()).stream()
                            .map(member -> json(member, address))
                            .toList());
        }
        if (!request.word(0).equals("member") || request.words().size() > 3) {
            throw PublicRefusal.noSuchPath();
        }
        PublicMember member = members.find(request.word(1)).orElseThrow(() -> PublicRefusal.none("Member"));
        return switch (request.word(2)) {
            case "" -> json(member, address);
            case "datafiles" -> files.list(PublicFilter.all().ofUsername(member.username()), request.paging());
            case "projects" -> projects.of(members.projectsOf(member), request.paging());
            default -> throw PublicRefusal.noSuchPath();
        };
    }

    static Map<String, Object> json(PublicMember member, PublicAddress address) {
        return Map.of(
                "name", member.name(),
                "profile_url", address.url("/member/" + member.username() + "/"),
                "username", member.username());
    }
}
