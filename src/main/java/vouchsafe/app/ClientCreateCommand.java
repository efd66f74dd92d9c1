package vouchsafe.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vouchsafe.accounts.Authority;
import vouchsafe.audit.Actor;
import vouchsafe.clients.AppSchemes;
import vouchsafe.clients.Client;
import vouchsafe.clients.ClientRegistration;
import vouchsafe.clients.ClientSecret;
import vouchsafe.clients.GrantTypes;
import vouchsafe.clients.InvalidRedirectUri;
import vouchsafe.clients.Lifetimes;
import vouchsafe.clients.NewRegistration;
import vouchsafe.clients.RedirectUri;
import vouchsafe.clients.RegistrationProblem;
import vouchsafe.clients.RegistrationRefused;
import vouchsafe.clients.RegistrationResult;
import vouchsafe.clients.Registrations;
import vouchsafe.clients.ServerRights;
import vouchsafe.crypto.RandomText;

/** Registers a client by hand. */
@Command(name = "create", description = "Register an OAuth client that belongs to no project.")
final class ClientCreateCommand implements Callable<Integer> {
    private static final int CLIENT_ID_LENGTH = 40;
    private static final Duration LONGEST_ACCESS = Duration.ofDays(365);

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(names = "--name", required = true, paramLabel = "N", description = "Shown to members.")
    private String name = "";

    @Option(
            names = "--redirect-uri",
            paramLabel = "URI",
            description = "Where codes go, matched exactly; may be repeated.")
    private List<String> redirectUris = new ArrayList<>();

    @Option(
            names = "--grant-type",
            paramLabel = "G",
            description = "authorization_code, refresh_token, jwt_bearer or client_credentials; may be repeated;"
                    + " default: authorization_code and refresh_token.")
    private List<String> grantTypes = new ArrayList<>();

    @Option(names = "--scope", paramLabel = "S", description = "May be repeated; default: read and write.")
    private List<String> scopes = new ArrayList<>();

    @Option(
            names = "--public",
            description = "An app that can keep no secret; PKCE is then required, unless it has the lifetimes of"
                    + " hypothesis, whose apps were written without: add --require-pkce where yours does it.")
    private boolean isPublic;

    @Option(names = "--native", description = "An app on the member's own device.")
    private boolean isNative;

    @Option(names = "--require-pkce", description = "Refuse authorization requests without a PKCE challenge.")
    private boolean pkceRequired;

    @Option(names = "--trusted", description = "Members are not asked: for the operator's own apps.")
    private boolean trusted;

    @Option(
            names = "--lifetimes",
            paramLabel = "P",
            defaultValue = "recommended",
            description = "${COMPLETION-CANDIDATES}; default: recommended.")
    private Profile profile = Profile.recommended;

    @Option(
            names = "--authority",
            paramLabel = "D",
            defaultValue = "",
            description = "Domain of the third party whose accounts it acts for; default: this server's own.")
    private String authority = "";

    @Option(
            names = "--own-members",
            description = "Whoever holds the secret can make accounts here and act as any member in the annotation API:"
                    + " for a site of your own, with jwt_bearer or client_credentials and without --authority.")
    private boolean ownMembers;

    @Option(
            names = "--bulk",
            description = "Lets it make many accounts, groups and memberships in one call to /api/bulk; with"
                    + " client_credentials.")
    private boolean bulk;

    @Option(
            names = "--access-seconds",
            paramLabel = "S",
            description = "How long an access token lives, instead of the profile's time.")
    private @Nullable Long accessSeconds;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    /** The profiles of clients, spelled as an operator types them. */
    enum Profile {
        recommended(Lifetimes.RECOMMENDED),
        openhumans(Lifetimes.OPEN_HUMANS),
        hypothesis(Lifetimes.HYPOTHESIS),
        fapi2(Lifetimes.FAPI2);

        private final Lifetimes lifetimes;

        Profile(Lifetimes lifetimes) {
            this.lifetimes = lifetimes;
        }
    }

    @Override
    public Integer call() {
        Logs.quiet();
        Settings loaded = settings.load(Map.of());
        Set<String> grants = grantTypes.isEmpty()
                ? Set.of("authorization_code", "refresh_token")
                : grantTypes.stream().map(ClientCreateCommand::wireName).collect(Collectors.toSet());
        NewRegistration wanted = wanted(loaded, grants);
        // The check comes first, so that a bad request starts no database.
        refuse(wanted.decided().problems());
        Client client;
        Answer answer = settings.answer(json);
        try (Rooms rooms = Rooms.open(loaded)) {
            client = register(rooms.get(Registrations.class), wanted, answer);
        }
        answer.say("client " + name + " registered" + (isPublic ? "" : "; its secret is shown this once"));
        hints(client).forEach(settings::tell);
        return 0;
    }

    private NewRegistration wanted(Settings loaded, Set<String> grants) {
        List<String> usualScopes =
                profile == Profile.hypothesis ? NewRegistration.ANNOTATION_SCOPES : List.of("read", "write");
        ClientRegistration decided = new ClientRegistration(
                name,
                ownerOfAccounts(loaded),
                grants,
                redirectUris.stream()
                        .map(uri -> redirectUri(uri, loaded.appSchemes()))
                        .toList(),
                !isPublic,
                trusted,
                pkceRequired,
                new ServerRights(ownMembers, bulk));
        return new NewRegistration(
                RandomText.alphanumeric(CLIENT_ID_LENGTH),
                decided,
                isNative,
                scopes.isEmpty() ? usualScopes : scopes,
                lifetimes());
    }

    private static Client register(Registrations registrations, NewRegistration wanted, Answer answer) {
        return switch (registrations.register(wanted, Actor.COMMAND_LINE)) {
            case RegistrationRefused(Set<RegistrationProblem> problems) -> throw refusal(problems);
            case RegistrationResult.ClientRegistered(Client client, ClientSecret secret) -> {
                answer.with("id", client.id().toString()).with("client_id", client.clientId());
                if (secret != null) {
                    answer.with("client_secret", secret.reveal());
                }
                yield client;
            }
        };
    }

    private static void refuse(Set<RegistrationProblem> problems) {
        if (!problems.isEmpty()) {
            throw refusal(problems);
        }
    }

    private static InvalidSettings refusal(Set<RegistrationProblem> problems) {
        return new InvalidSettings(
                problems.stream().map(ClientCreateCommand::words).distinct().collect(Collectors.joining("; ")));
    }

    private static String words(RegistrationProblem problem) {
        return switch (problem) {
            case NAME_MISSING -> "--name must not be empty";
            case NAME_NOT_ONE_LINE ->
                "--name is one line without control characters, nor any that turn the direction of writing";
            case NAME_TOO_LONG -> "--name has at most " + ClientRegistration.LONGEST_NAME + " characters";
            case CODES_FOR_FOREIGN_ACCOUNTS ->
                "with authorization_code people sign in on this server, so leave out --authority; a third party's"
                        + " accounts use jwt_bearer";
            case VOUCHES_FOR_OWN_MEMBERS, VOUCHES_WITHOUT_SECRET ->
                "jwt_bearer and client_credentials are for third parties with a secret: name their domain with"
                        + " --authority, and leave out --public; --own-members is for a site of your own";
            case GRANT_MISSING -> "refresh_token comes with another --grant-type: authorization_code or jwt_bearer";
            case REDIRECT_URI_MISSING -> "--redirect-uri is needed with the grant type authorization_code";
            case TOO_MANY_REDIRECT_URIS ->
                "--redirect-uri is repeated at most " + ClientRegistration.MOST_REDIRECT_URIS + " times";
        };
    }

    /** Notes on things that an operator may expect of this client and does not get. */
    private static List<String> hints(Client client) {
        List<String> hints = new ArrayList<>();
        boolean code = client.grantTypes().contains("authorization_code");
        if (code && !client.confidential() && !client.pkceRequired()) {
            hints.add("PKCE is not required of this app, since its lifetimes are those of apps written without;"
                    + " --require-pkce requires it");
        }
        boolean tokens = code || client.grantTypes().contains(GrantTypes.JWT_BEARER);
        if (tokens && client.scopes().stream().noneMatch(NewRegistration.ANNOTATION_SCOPES::contains)) {
            hints.add(
                    "the annotation API (/api/) takes the tokens of this app for nobody's, since they lack its scopes;"
                            + " for an annotation app use --lifetimes hypothesis, or --scope "
                            + String.join(" --scope ", NewRegistration.ANNOTATION_SCOPES));
        }
        return hints;
    }

    private static String wireName(String grantType) {
        return switch (grantType) {
            case "authorization_code", "refresh_token", "client_credentials" -> grantType;
            case "jwt_bearer", GrantTypes.JWT_BEARER -> GrantTypes.JWT_BEARER;
            default ->
                throw new InvalidSettings("--grant-type is authorization_code, refresh_token, jwt_bearer or"
                        + " client_credentials, not " + grantType);
        };
    }

    private Lifetimes lifetimes() {
        Lifetimes usual = profile.lifetimes;
        if (accessSeconds == null) {
            return usual;
        }
        if (accessSeconds < 1 || accessSeconds > LONGEST_ACCESS.toSeconds()) {
            throw new InvalidSettings("--access-seconds is between 1 and " + LONGEST_ACCESS.toSeconds());
        }
        return new Lifetimes(
                usual.code(),
                Duration.ofSeconds(accessSeconds),
                usual.refreshIdle(),
                usual.refreshTotal(),
                usual.refreshGrace(),
                usual.refreshRetry(),
                usual.accessOutlivesRefresh(),
                usual.lenient());
    }

    private @Nullable String ownerOfAccounts(Settings loaded) {
        if (!authority.isEmpty() && !Authority.wellFormed(authority)) {
            throw new InvalidSettings("--authority must be a domain in lower case such as example.org");
        }
        return authority.isEmpty() ? null : loaded.ownAuthority().stored(authority);
    }

    private static RedirectUri redirectUri(String text, AppSchemes schemes) {
        try {
            return RedirectUri.register(text, schemes);
        } catch (InvalidRedirectUri refused) {
            throw new InvalidSettings(String.valueOf(refused.getMessage()));
        }
    }
}
