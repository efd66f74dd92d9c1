package vouchsafe.portal.member;

import gg.jte.generated.precompiled.StaticTemplates;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.consent.LeaveWishes;
import vouchsafe.consent.Withdrawal;
import vouchsafe.consent.Withdrawn;
import vouchsafe.files.DataFiles;
import vouchsafe.files.FileScope;
import vouchsafe.grants.Grant;
import vouchsafe.projects.Project;
import vouchsafe.web.pages.LocalPath;
import vouchsafe.web.pages.NoSuchPage;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.Reply;

/** Ends a member's connection: the page asks first, then does it at once. */
@Controller
final class LeaveController {
    private static final String LEAVE = "/direct-sharing/projects/leave/{id:[0-9a-f-]{36}}/";

    private final StaticTemplates templates = new StaticTemplates();
    private final Connections connections;
    private final OwnGrants ownGrants;
    private final Withdrawal withdrawal;
    private final DataFiles files;

    LeaveController(Connections connections, OwnGrants ownGrants, Withdrawal withdrawal, DataFiles files) {
        this.connections = connections;
        this.ownGrants = ownGrants;
        this.withdrawal = withdrawal;
        this.files = files;
    }

    @GetMapping(LEAVE)
    Reply ask(
            Page page,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String next,
            @AuthenticationPrincipal SignedInMember member) {
        Grant grant = ownGrants.require(id, member);
        if (!grant.active()) {
            return Reply.seeOther(ConnectionsController.LIST).saying("This connection has ended already.");
        }
        Connection connection = connections.of(grant);
        return Reply.page(templates.memberLeave(
                page, connection, filesOf(connection), LocalPath.orElse(next, ConnectionsController.LIST)));
    }

    @PostMapping(LEAVE)
    Reply leave(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String next,
            @RequestParam(name = "erasure_requested", required = false) @Nullable String erasure,
            @RequestParam(name = "remove_datafiles", required = false) @Nullable String removeFiles,
            @AuthenticationPrincipal SignedInMember member) {
        LeaveWishes wishes = new LeaveWishes(erasure != null, removeFiles != null);
        Withdrawn withdrawn = withdrawal.byMember(member.id(), id, wishes);
        String message = switch (withdrawn) {
            case Withdrawn.Now(Grant grant) -> done(connections.of(grant));
            case Withdrawn.Before(Grant grant) -> "This connection has ended already; nothing was changed.";
            case Withdrawn.Unknown unknown -> throw new NoSuchPage();
        };
        return Reply.seeOther(LocalPath.orElse(next, ConnectionsController.LIST))
                .doneIf(withdrawn instanceof Withdrawn.Now)
                .saying(message);
    }

    /** The number of the member's files of this project on this server. */
    private long filesOf(Connection connection) {
        return connection
                .project()
                .map(Project::id)
                .map(project ->
                        files.count(FileScope.ofProject(connection.grant().memberId(), project)))
                .orElse(0L);
    }

    private static String done(Connection ended) {
        String first = "You have withdrawn from \"" + ended.name() + "\". It can read nothing of yours any more.";
        return ended.grant().erasureRequestedAt() == null
                ? first
                : first + " It is being told that you want your data deleted.";
    }
}
