package vouchsafe.portal.member;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.correspondence.MemberMessages;
import vouchsafe.grants.Grant;
import vouchsafe.web.pages.Page;

/** The list of a member's connections, and the page of each. */
@Controller
final class ConnectionsController {
    static final String LIST = "/member/me/connections/";
    static final String ONE = LIST + "{id:[0-9a-f-]{36}}/";

    private final StaticTemplates templates = new StaticTemplates();
    private final Connections connections;
    private final OwnGrants ownGrants;
    private final Traces traces;
    private final MemberMessages messages;
    private final InstantSource clock;

    ConnectionsController(
            Connections connections, OwnGrants ownGrants, Traces traces, MemberMessages messages, InstantSource clock) {
        this.connections = connections;
        this.ownGrants = ownGrants;
        this.traces = traces;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping(LIST)
    JteModel list(Page page, @AuthenticationPrincipal SignedInMember member) {
        List<Connection> all = connections.of(member.id());
        List<Connection> active =
                all.stream().filter(each -> each.grant().active()).toList();
        List<Connection> ended =
                all.stream().filter(each -> !each.grant().active()).toList();
        return templates.memberConnections(page, active, ended, clock.instant());
    }

    /** Lists the joined projects: those that still take members, and those that no longer do. */
    @GetMapping("/member/me/joined/")
    JteModel joined(Page page, @AuthenticationPrincipal SignedInMember member) {
        List<Connection> joined = connections.of(member.id()).stream()
                .filter(each -> each.grant().active())
                .filter(each -> each.project().isPresent())
                .toList();
        return templates.memberJoined(page, joined);
    }

    @GetMapping(ONE)
    JteModel one(Page page, @PathVariable UUID id, @AuthenticationPrincipal SignedInMember member) {
        Grant grant = ownGrants.require(id, member);
        return templates.memberConnection(
                page,
                connections.of(grant),
                traces.history(grant),
                messages.muted(grant),
                traces.signIns(grant),
                traces.reads(grant),
                clock.instant());
    }
}
