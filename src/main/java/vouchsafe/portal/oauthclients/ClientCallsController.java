package vouchsafe.portal.oauthclients;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.audit.RefusedRequest;
import vouchsafe.audit.RequestLog;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;
import vouchsafe.db.Slice;
import vouchsafe.web.pages.Page;

/** The calls of a registered client: their number, and the reasons for refusals. */
@Controller
final class ClientCallsController {
    private static final int PER_PAGE = 50;
    private static final int DAYS = 14;

    private final StaticTemplates templates = new StaticTemplates();
    private final Clients clients;
    private final RequestLog requests;
    private final InstantSource clock;

    ClientCallsController(Clients clients, RequestLog requests, InstantSource clock) {
        this.clients = clients;
        this.requests = requests;
        this.clock = clock;
    }

    @GetMapping("/admin/oauthclients/{clientId}/requests")
    JteModel requests(
            Page page,
            @PathVariable String clientId,
            @RequestParam @Nullable UUID before,
            @AuthenticationPrincipal @Nullable SignedInMember member) {
        Administrators.require(member);
        Client client = Administrators.client(clients, clientId);
        Slice<RefusedRequest> refused =
                Slice.of(PER_PAGE, most -> requests.latestRefused(client.id(), Optional.ofNullable(before), most));
        String next = refused.next(last -> Administrators.path(client) + "/requests?before=" + last.id());
        Instant now = clock.instant();
        LocalDate since = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(DAYS - 1);
        return templates.adminOauthClientCalls(
                page, client, refused.rows(), requests.counts(client.id(), since), next, now);
    }
}
