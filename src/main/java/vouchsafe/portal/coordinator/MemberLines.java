package vouchsafe.portal.coordinator;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vouchsafe.accounts.Members;
import vouchsafe.consent.VisibleFiles;
import vouchsafe.files.FirstFiles;
import vouchsafe.grants.Grant;
import vouchsafe.grants.GrantFilter;
import vouchsafe.grants.Grants;
import vouchsafe.projects.Project;
import vouchsafe.web.pages.Csv;

/** Puts lists of members together, in a number of statements that does not grow with the page. */
final class MemberLines {
    private static final int CHUNK = 1_000;

    private final Grants grants;
    private final Members members;
    private final VisibleFiles files;

    MemberLines(Grants grants, Members members, VisibleFiles files) {
        this.grants = grants;
        this.members = members;
        this.files = files;
    }

    /** A page of the members who pass the filter, the latest to join first. */
    List<MemberLine> of(Project project, GrantFilter filter, Optional<UUID> before, int most) {
        List<Grant> found = grants.members(project.clientRowId(), filter, before, most);
        Map<UUID, String> usernames = members.usernames(found.stream()
                .filter(grant -> grant.permissions().usernameShared())
                .map(Grant::memberId)
                .toList());
        List<FirstFiles> visible = files.first(project, found, 1);
        return IntStream.range(0, found.size())
                .mapToObj(place -> line(found.get(place), usernames, visible.get(place)))
                .toList();
    }

    private static MemberLine line(Grant grant, Map<UUID, String> usernames, FirstFiles visible) {
        return new MemberLine(grant, usernames.getOrDefault(grant.memberId(), ""), visible.count());
    }

    /** Writes all members who pass the filter as CSV, a thousand at a time. */
    void csv(Project project, GrantFilter filter, Writer out) throws IOException {
        out.write(Csv.line(List.of(
                "project_member_id",
                "username",
                "joined",
                "last_agreed",
                "last_read",
                "message_permission",
                "sources_shared",
                "files")));
        Optional<UUID> before = Optional.empty();
        List<MemberLine> lines;
        do {
            lines = of(project, filter, before, CHUNK);
            for (MemberLine line : lines) {
                out.write(Csv.line(cells(line)));
                before = Optional.of(line.grant().id());
            }
        } while (lines.size() == CHUNK);
    }

    private static List<String> cells(MemberLine line) {
        Grant grant = line.grant();
        return List.of(
                grant.subject(),
                line.username(),
                grant.createdAt().toString(),
                grant.authorizedAt().toString(),
                time(grant.lastReadAt()),
                Boolean.toString(grant.permissions().messagesAllowed()),
                grant.permissions().allSources()
                        ? "all"
                        : String.join(" ", grant.permissions().sources()),
                Long.toString(line.files()));
    }

    private static String time(@Nullable Instant at) {
        return at == null ? "" : at.toString();
    }
}
