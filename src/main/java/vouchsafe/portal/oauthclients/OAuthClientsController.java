package vouchsafe.portal.oauthclients;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.AuditLog;
import vouchsafe.clients.Client;
import vouchsafe.clients.ClientRegistration;
import vouchsafe.clients.Clients;
import vouchsafe.clients.Lifetimes;
import vouchsafe.clients.NewClient;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.PageArguments;
import vouchsafe.web.pages.Redirect;

/** {@code /admin/oauthclients}: the OAuth clients that belong to no project: listed, registered, changed, deleted. */
@Controller
final class OAuthClientsController {
    private static final List<String> SCOPES = List.of("annotation:read", "annotation:write");

    private final StaticTemplates templates = new StaticTemplates();
    private final Clients clients;
    private final FormCheck forms;
    private final ClientAddresses addresses;
    private final NewSecret newSecret;
    private final AuditLog audit;
    private final TransactionTemplate transactions;
    private final InstantSource clock;

    OAuthClientsController(
            Clients clients,
            FormCheck forms,
            ClientAddresses addresses,
            NewSecret newSecret,
            AuditLog audit,
            TransactionTemplate transactions,
            InstantSource clock) {
        this.clients = clients;
        this.forms = forms;
        this.addresses = addresses;
        this.newSecret = newSecret;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    @GetMapping("/admin/oauthclients")
    JteModel list(
            Page page,
            @AuthenticationPrincipal @Nullable SignedInMember member,
            @RequestParam(name = "q", defaultValue = "") String text,
            @RequestParam(defaultValue = "") String after) {
        Administrators.require(member);
        return templates.adminOauthClients(page, ClientList.read(clients, text, after, forms.own(), addresses.own()));
    }

    @GetMapping("/admin/oauthclients/new")
    JteModel blank(Page page, @AuthenticationPrincipal @Nullable SignedInMember member) {
        Administrators.require(member);
        return templates.adminOauthClientNew(page, ClientForm.blank(forms.own()), Map.of());
    }

    @PostMapping("/admin/oauthclients/new")
    @Nullable
    JteModel register(
            Page page,
            @AuthenticationPrincipal @Nullable SignedInMember member,
            HttpServletRequest request,
            HttpServletResponse response) {
        SignedInMember administrator = Administrators.require(member);
        ClientForm form = ClientForm.read(request);
        return switch (forms.check(form)) {
            case FormCheck.Result.Mend(Map<String, String> problems) -> {
                response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
                yield templates.adminOauthClientNew(page, form, problems);
            }
            case FormCheck.Result.Good(ClientRegistration registration) -> {
                Client client = create(registration, administrator, request);
                PageArguments.flash(request, "Success. We've saved your changes.");
                yield Redirect.seeOther(response, Administrators.path(client));
            }
        };
    }

    private Client create(ClientRegistration wanted, SignedInMember administrator, HttpServletRequest request) {
        NewClient client = new NewClient(
                UUID.randomUUID().toString(),
                Client.Kind.REGISTERED,
                wanted.name(),
                wanted.confidential(),
                false,
                wanted.redirectUris(),
                wanted.grantTypes(),
                SCOPES,
                wanted.trusted(),
                wanted.pkceRequired(),
                Lifetimes.HYPOTHESIS,
                wanted.authority());
        return Objects.requireNonNull(transactions.execute(status -> {
            Client made = clients.create(client);
            audit.record(AuditEvent.of("client.created").by(administrator.id()).client(made.id()));
            if (made.confidential()) {
                newSecret.keep(request, made, clients.issueSecret(made.id(), clock.instant()));
            }
            return made;
        }));
    }

    @GetMapping("/admin/oauthclients/{clientId}")
    JteModel detail(
            Page page,
            @PathVariable String clientId,
            @AuthenticationPrincipal @Nullable SignedInMember member,
            HttpServletRequest request) {
        Administrators.require(member);
        Client client = Administrators.client(clients, clientId);
        ClientForm form = ClientForm.of(client, forms.own());
        ClientPage shown = ClientPage.of(client, form, Map.of(), clock.instant(), false)
                .with(newSecret.take(request, client, clock.instant()).orElse(null));
        return templates.adminOauthClient(page, shown, addresses.of(client));
    }

    /** Stores the form; with a field {@code delete}, deletes the client. */
    @PostMapping("/admin/oauthclients/{clientId}")
    @Nullable
    JteModel change(
            Page page,
            @PathVariable String clientId,
            @AuthenticationPrincipal @Nullable SignedInMember member,
            HttpServletRequest request,
            HttpServletResponse response) {
        SignedInMember administrator = Administrators.require(member);
        Client client = Administrators.client(clients, clientId);
        if (request.getParameter("delete") != null) {
            return delete(client, administrator, request, response);
        }
        ClientForm form = ClientForm.read(request);
        return switch (forms.check(form)) {
            case FormCheck.Result.Mend(Map<String, String> problems) -> {
                response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
                yield templates.adminOauthClient(
                        page, ClientPage.of(client, form, problems, clock.instant(), false), addresses.of(client));
            }
            case FormCheck.Result.Good(ClientRegistration registration) -> {
                transactions.executeWithoutResult(status -> {
                    clients.update(client.id(), registration);
                    audit.record(AuditEvent.of("client.updated")
                            .by(administrator.id())
                            .client(client.id()));
                });
                Client stored = clients.find(client.id()).orElseThrow();
                yield templates.adminOauthClient(
                        page,
                        ClientPage.of(stored, ClientForm.of(stored, forms.own()), Map.of(), clock.instant(), true),
                        addresses.of(stored));
            }
        };
    }

    private @Nullable JteModel delete(
            Client client, SignedInMember administrator, HttpServletRequest request, HttpServletResponse response) {
        transactions.executeWithoutResult(status -> {
            audit.record(AuditEvent.of("client.deleted")
                    .by(administrator.id())
                    .client(client.id())
                    .with("name", client.name()));
            clients.delete(client.id());
        });
        PageArguments.flash(request, client.name() + " is deleted. Nothing it held works any more.");
        return Redirect.seeOther(response, "/admin/oauthclients");
    }
}
