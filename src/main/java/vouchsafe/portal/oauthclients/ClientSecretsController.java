package vouchsafe.portal.oauthclients;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.audit.Actor;
import vouchsafe.clients.Client;
import vouchsafe.clients.ClientSecret;
import vouchsafe.clients.Clients;
import vouchsafe.clients.NewSecretResult;
import vouchsafe.clients.Registrations;
import vouchsafe.clients.SecretOverlap;
import vouchsafe.web.pages.NoSuchPage;
import vouchsafe.web.pages.OnceShown;
import vouchsafe.web.pages.Reply;

/** Replacing a client's secret without a gap: make the second, move the app over, retire the first. */
@Controller
final class ClientSecretsController {
    private final Clients clients;
    private final Registrations registrations;
    private final OnceShown secrets;

    ClientSecretsController(Clients clients, Registrations registrations, OnceShown secrets) {
        this.clients = clients;
        this.registrations = registrations;
        this.secrets = secrets;
    }

    /**
     * Makes a new secret; {@code retire} tells when the present ones end: {@code now}, or {@code week} for in seven days.
     */
    @PostMapping("/admin/oauthclients/{clientId}/secrets")
    Reply create(
            @PathVariable String clientId,
            @RequestParam(defaultValue = "week") String retire,
            @AuthenticationPrincipal @Nullable SignedInMember member,
            HttpServletRequest request) {
        SignedInMember administrator = Administrators.require(member);
        Client client = Administrators.client(clients, clientId);
        SecretOverlap overlap = retire.equals("now") ? SecretOverlap.NONE : SecretOverlap.ONE_WEEK;
        String said = switch (registrations.replaceSecret(client, overlap, Actor.member(administrator.id()))) {
            case NewSecretResult.SecretMade(ClientSecret secret) -> {
                secrets.keepBeside(
                        request, Administrators.shownSecrets(client), Administrators.path(client), secret.reveal());
                yield "";
            }
            case NewSecretResult.TwoSecretsWork two ->
                "Two secrets work already. Retire one before you create another.";
            case NewSecretResult.SecretOfPublicClient none -> "This client is public and has no secret.";
            case NewSecretResult.SecretOfNoClient none -> throw new NoSuchPage();
        };
        return Reply.seeOther(Administrators.path(client))
                .doneIf(said.isEmpty())
                .saying(said);
    }

    @PostMapping("/admin/oauthclients/{clientId}/secrets/{secretId}/retire")
    Reply retire(
            @PathVariable String clientId,
            @PathVariable UUID secretId,
            @AuthenticationPrincipal @Nullable SignedInMember member) {
        SignedInMember administrator = Administrators.require(member);
        Client client = Administrators.client(clients, clientId);
        registrations.retireSecret(client, secretId, Actor.member(administrator.id()));
        return Reply.seeOther(Administrators.path(client)).saying("The secret is retired: it no longer works.");
    }
}
