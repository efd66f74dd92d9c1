package vouchsafe.portal.oauthclients;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.audit.Actor;
import vouchsafe.clients.Client;
import vouchsafe.clients.ClientRegistration;
import vouchsafe.clients.ClientSecret;
import vouchsafe.clients.Clients;
import vouchsafe.clients.NewRegistration;
import vouchsafe.clients.RegistrationChangeResult;
import vouchsafe.clients.RegistrationProblem;
import vouchsafe.clients.RegistrationRefused;
import vouchsafe.clients.RegistrationResult;
import vouchsafe.clients.Registrations;
import vouchsafe.crypto.Digests;
import vouchsafe.web.pages.NoSuchPage;
import vouchsafe.web.pages.OnceShown;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.Reply;

/** {@code /admin/oauthclients}: lists, registers, changes and deletes the OAuth clients that belong to no project. */
@Controller
final class OAuthClientsController {
    private final StaticTemplates templates = new StaticTemplates();
    private final Clients clients;
    private final Registrations registrations;
    private final FormCheck forms;
    private final AboutClients about;
    private final OnceShown secrets;
    private final InstantSource clock;

    OAuthClientsController(
            Clients clients,
            Registrations registrations,
            FormCheck forms,
            AboutClients about,
            OnceShown secrets,
            InstantSource clock) {
        this.clients = clients;
        this.registrations = registrations;
        this.forms = forms;
        this.about = about;
        this.secrets = secrets;
        this.clock = clock;
    }

    @GetMapping("/admin/oauthclients")
    JteModel list(
            Page page,
            @AuthenticationPrincipal @Nullable SignedInMember member,
            @RequestParam(name = "q", defaultValue = "") String text,
            @RequestParam(defaultValue = "") String after) {
        Administrators.require(member);
        return templates.adminOauthClients(
                page, ClientList.read(clients, text, after, forms.own(), about.ownRedirectUrl()));
    }

    @GetMapping("/admin/oauthclients/new")
    JteModel blank(Page page, @AuthenticationPrincipal @Nullable SignedInMember member) {
        Administrators.require(member);
        return templates.adminOauthClientNew(page, ClientForm.blank(forms.own()), Map.of());
    }

    @PostMapping("/admin/oauthclients/new")
    Reply register(Page page, @AuthenticationPrincipal @Nullable SignedInMember member, HttpServletRequest request) {
        SignedInMember administrator = Administrators.require(member);
        ClientForm form = ClientForm.read(request);
        return switch (forms.check(form)) {
            case FormCheck.Result.Mend(Map<String, String> problems) -> mend(page, form, problems);
            case FormCheck.Result.Good(ClientRegistration wanted) ->
                switch (register(wanted, administrator)) {
                    case RegistrationRefused(Set<RegistrationProblem> problems) ->
                        mend(page, form, forms.words(problems));
                    case RegistrationResult.ClientRegistered(Client client, ClientSecret secret) -> {
                        if (secret != null) {
                            secrets.keepBeside(
                                    request,
                                    Administrators.shownSecrets(client),
                                    Administrators.path(client),
                                    secret.reveal());
                        }
                        yield Reply.seeOther(Administrators.path(client)).saying("Success. We've saved your changes.");
                    }
                };
        };
    }

    private RegistrationResult register(ClientRegistration wanted, SignedInMember administrator) {
        return registrations.register(
                NewRegistration.forAnnotations(UUID.randomUUID().toString(), wanted), Actor.member(administrator.id()));
    }

    private Reply mend(Page page, ClientForm form, Map<String, String> problems) {
        return Reply.mend(templates.adminOauthClientNew(page, form, problems));
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
        ClientPage shown =
                ClientPage.of(client, form, Map.of(), clock.instant(), false).with(newSecret(request, client));
        return templates.adminOauthClient(page, shown, about.of(client));
    }

    /** The newest of the secrets kept for this client that works. */
    private OnceShown.@Nullable Shown newSecret(HttpServletRequest request, Client client) {
        List<OnceShown.Shown> kept = secrets.shownBeside(request, Administrators.shownSecrets(client));
        Instant now = clock.instant();
        return client.secrets().stream()
                .filter(secret -> secret.live(now))
                .flatMap(secret ->
                        kept.stream().filter(shown -> Digests.same(secret.hash(), Digests.sha256(shown.reveal()))))
                .findFirst()
                .orElse(null);
    }

    /** Stores the form; with a field {@code delete}, deletes the client. */
    @PostMapping("/admin/oauthclients/{clientId}")
    Reply change(
            Page page,
            @PathVariable String clientId,
            @AuthenticationPrincipal @Nullable SignedInMember member,
            HttpServletRequest request) {
        SignedInMember administrator = Administrators.require(member);
        Client client = Administrators.client(clients, clientId);
        if (request.getParameter("delete") != null) {
            return delete(client, administrator);
        }
        ClientForm form = ClientForm.read(request);
        return switch (forms.check(form)) {
            case FormCheck.Result.Mend(Map<String, String> problems) -> mend(page, client, form, problems);
            case FormCheck.Result.Good(ClientRegistration decided) ->
                switch (registrations.change(client, decided, Actor.member(administrator.id()))) {
                    case RegistrationRefused(Set<RegistrationProblem> problems) ->
                        mend(page, client, form, forms.words(problems));
                    case RegistrationChangeResult.ClientDeletedMeanwhile gone -> throw new NoSuchPage();
                    case RegistrationChangeResult.ClientChanged(Client stored) ->
                        Reply.done(
                                shown(page, stored, ClientForm.of(stored, forms.own()), Map.of(), true),
                                Administrators.path(stored),
                                "Success. We've saved your changes.");
                };
        };
    }

    private Reply mend(Page page, Client client, ClientForm form, Map<String, String> problems) {
        return Reply.mend(shown(page, client, form, problems, false));
    }

    private JteModel shown(Page page, Client client, ClientForm form, Map<String, String> problems, boolean saved) {
        return templates.adminOauthClient(
                page, ClientPage.of(client, form, problems, clock.instant(), saved), about.of(client));
    }

    private Reply delete(Client client, SignedInMember administrator) {
        if (!registrations.delete(client, Actor.member(administrator.id()))) {
            throw new NoSuchPage();
        }
        return Reply.seeOther("/admin/oauthclients")
                .saying(client.name() + " is deleted. Nothing it held works any more.");
    }
}
