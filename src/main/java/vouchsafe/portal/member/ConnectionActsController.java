package vouchsafe.portal.member;

import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.consent.AppSignIns;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.web.pages.LocalPath;
import vouchsafe.web.pages.Reply;

/** What a member does with a connection and stays connected: hiding it, signing its app out in one place. */
@Controller
final class ConnectionActsController {
    private final OwnGrants ownGrants;
    private final Grants grants;
    private final AppSignIns signIns;

    ConnectionActsController(OwnGrants ownGrants, Grants grants, AppSignIns signIns) {
        this.ownGrants = ownGrants;
        this.grants = grants;
        this.signIns = signIns;
    }

    /**
     * Shows or hides the connection on public pages; {@code visible_status} is {@code True} or {@code False}, as on the
     * project's page.
     */
    @PostMapping(ConnectionsController.ONE + "visibility/")
    Reply setVisibility(
            @PathVariable UUID id,
            @RequestParam(name = "visible_status", defaultValue = "") String visible,
            @RequestParam(defaultValue = "") String next,
            @AuthenticationPrincipal SignedInMember member) {
        Grant grant = ownGrants.require(id, member);
        boolean hide = visible.equals("False");
        Reply.SentOn back = Reply.seeOther(LocalPath.orElse(next, ConnectionsController.LIST));
        if (!hide && !visible.equals("True")) {
            return back.nothingDone();
        }
        grants.hide(grant.id(), hide);
        return back.saying(
                hide
                        ? "The connection is hidden: it is not shown on public pages."
                        : "The connection is visible: public pages may show it.");
    }

    @PostMapping(ConnectionsController.ONE + "sign-ins/{signIn:[0-9a-f-]{36}}/end/")
    Reply endSignIn(@PathVariable UUID id, @PathVariable UUID signIn, @AuthenticationPrincipal SignedInMember member) {
        boolean ended = signIns.end(ownGrants.require(id, member), signIn);
        return Reply.seeOther(ConnectionsController.LIST + id + "/#sign-ins")
                .doneIf(ended)
                .saying(
                        ended
                                ? "That sign-in has ended. You are still connected: the app can ask you to sign in"
                                        + " again."
                                : "That sign-in had ended before.");
    }
}
