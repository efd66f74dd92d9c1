package vouchsafe.portal.oauthclients;

import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.AuditLog;
import vouchsafe.clients.Client;
import vouchsafe.clients.ClientSecret;
import vouchsafe.clients.Clients;
import vouchsafe.web.pages.PageArguments;
import vouchsafe.web.pages.Redirect;

/** Replacing a client's secret without a gap: make the second, move the app over, retire the first. */
@Controller
final class ClientSecretsController {
    private static final Duration OVERLAP = Duration.ofDays(7);
    private static final int LIVE_SECRETS = 2;
    private static final String TWO_LIVE = "Two secrets work already. Retire one before you create another.";

    private final Clients clients;
    private final NewSecret newSecret;
    private final AuditLog audit;
    private final TransactionTemplate transactions;
    private final InstantSource clock;

    ClientSecretsController(
            Clients clients,
            NewSecret newSecret,
            AuditLog audit,
            TransactionTemplate transactions,
            InstantSource clock) {
        this.clients = clients;
        this.newSecret = newSecret;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** {@code retire} says what happens to the secrets there are: {@code now}, or {@code week} for seven days more. */
    @PostMapping("/admin/oauthclients/{clientId}/secrets")
    @Nullable
    JteModel create(
            @PathVariable String clientId,
            @RequestParam(defaultValue = "week") String retire,
            @AuthenticationPrincipal @Nullable SignedInMember member,
            HttpServletRequest request,
            HttpServletResponse response) {
        SignedInMember administrator = Administrators.require(member);
        Client client = Administrators.client(clients, clientId);
        Instant now = clock.instant();
        boolean atOnce = retire.equals("now");
        long live = client.secrets().stream().filter(secret -> secret.live(now)).count();
        if (!client.confidential()) {
            PageArguments.flash(request, "This client is public and has no secret.");
        } else if (!atOnce && live >= LIVE_SECRETS) {
            PageArguments.flash(request, TWO_LIVE);
        } else {
            make(client, atOnce ? now : now.plus(OVERLAP), administrator, request);
        }
        return Redirect.seeOther(response, Administrators.path(client));
    }

    private void make(Client client, Instant oldOnesEnd, SignedInMember administrator, HttpServletRequest request) {
        try {
            ClientSecret secret = transactions.execute(status -> {
                audit.record(AuditEvent.of("client.secret_made")
                        .by(administrator.id())
                        .client(client.id()));
                return clients.issueSecret(client.id(), oldOnesEnd);
            });
            newSecret.keep(request, client, Objects.requireNonNull(secret));
        } catch (Clients.TwoSecretsLive twoLive) {
            // Pressed twice, or by two, at the same moment.
            PageArguments.flash(request, TWO_LIVE);
        }
    }

    @PostMapping("/admin/oauthclients/{clientId}/secrets/{secretId}/retire")
    @Nullable
    JteModel retire(
            @PathVariable String clientId,
            @PathVariable UUID secretId,
            @AuthenticationPrincipal @Nullable SignedInMember member,
            HttpServletRequest request,
            HttpServletResponse response) {
        SignedInMember administrator = Administrators.require(member);
        Client client = Administrators.client(clients, clientId);
        transactions.executeWithoutResult(status -> {
            clients.endSecret(client.id(), secretId);
            audit.record(AuditEvent.of("client.secret_retired")
                    .by(administrator.id())
                    .client(client.id()));
        });
        PageArguments.flash(request, "The secret is retired: it no longer works.");
        return Redirect.seeOther(response, Administrators.path(client));
    }
}
