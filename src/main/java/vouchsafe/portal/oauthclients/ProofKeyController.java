package vouchsafe.portal.oauthclients;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.audit.Actor;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;
import vouchsafe.clients.Registrations;
import vouchsafe.web.pages.Reply;

/** One click that requires PKCE of a client, offered once its apps do it anyway. */
@Controller
final class ProofKeyController {
    private final Clients clients;
    private final Registrations registrations;

    ProofKeyController(Clients clients, Registrations registrations) {
        this.clients = clients;
        this.registrations = registrations;
    }

    @PostMapping("/admin/oauthclients/{clientId}/require-pkce")
    Reply require(@PathVariable String clientId, @AuthenticationPrincipal @Nullable SignedInMember member) {
        SignedInMember administrator = Administrators.require(member);
        Client client = Administrators.client(clients, clientId);
        registrations.requirePkce(client, Actor.member(administrator.id()));
        return Reply.seeOther(Administrators.path(client))
                .saying("PKCE is required now. Untick it below to take that back.");
    }
}
