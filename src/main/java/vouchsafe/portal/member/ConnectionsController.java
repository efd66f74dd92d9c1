package vouchsafe.portal.member;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.consent.AppSignIns;
import vouchsafe.correspondence.MemberMessages;
import vouchsafe.files.ReadFilter;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.portal.mydata.Ledger;
import vouchsafe.web.pages.LocalPath;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.Reply;

/** The list of a member's connections, and the page of each. */
@Controller
final class ConnectionsController {
    static final String LIST = "/member/me/connections/";
    private static final String ONE = LIST + "{id:[0-9a-f-]{36}}/";
    private static final int SIGN_INS = 50;
    private static final int READS = 10;

    private final StaticTemplates templates = new StaticTemplates();
    private final Connections connections;
    private final OwnGrants ownGrants;
    private final Grants grants;
    private final AppSignIns signIns;
    private final MemberMessages messages;
    private final Ledger ledger;
    private final JsonMapper json;
    private final InstantSource clock;

    ConnectionsController(
            Connections connections,
            OwnGrants ownGrants,
            Grants grants,
            AppSignIns signIns,
            MemberMessages messages,
            Ledger ledger,
            JsonMapper json,
            InstantSource clock) {
        this.connections = connections;
        this.ownGrants = ownGrants;
        this.grants = grants;
        this.signIns = signIns;
        this.messages = messages;
        this.ledger = ledger;
        this.json = json;
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
                History.of(grant, grants, json),
                messages.muted(grant),
                signIns.of(grant, SIGN_INS),
                ledger.of(member.id(), new ReadFilter(grant.clientRowId(), null), Optional.empty(), READS),
                clock.instant());
    }

    /**
     * Shows or hides the connection on public pages; {@code visible_status} is {@code True} or {@code False}, as on the
     * project's page.
     */
    @PostMapping(ONE + "visibility/")
    Reply setVisibility(
            @PathVariable UUID id,
            @RequestParam(name = "visible_status", defaultValue = "") String visible,
            @RequestParam(defaultValue = "") String next,
            @AuthenticationPrincipal SignedInMember member) {
        Grant grant = ownGrants.require(id, member);
        boolean hide = visible.equals("False");
        Reply.SentOn back = Reply.seeOther(LocalPath.orElse(next, LIST));
        if (!hide && !visible.equals("True")) {
            return back;
        }
        grants.hide(grant.id(), hide);
        return back.saying(
                hide
                        ? "The connection is hidden: it is not shown on public pages."
                        : "The connection is visible: public pages may show it.");
    }

    @PostMapping(ONE + "sign-ins/{signIn:[0-9a-f-]{36}}/end/")
    Reply endSignIn(@PathVariable UUID id, @PathVariable UUID signIn, @AuthenticationPrincipal SignedInMember member) {
        boolean ended = signIns.end(ownGrants.require(id, member), signIn);
        return Reply.seeOther(LIST + id + "/#sign-ins")
                .saying(
                        ended
                                ? "That sign-in has ended. You are still connected: the app can ask you to sign in"
                                        + " again."
                                : "That sign-in had ended before.");
    }
}
