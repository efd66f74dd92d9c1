package vouchsafe.app;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.springframework.transaction.support.TransactionTemplate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.AuditLog;
import vouchsafe.clients.Client;
import vouchsafe.clients.ClientSecret;
import vouchsafe.clients.Clients;
import vouchsafe.clients.InvalidRedirectUri;
import vouchsafe.clients.Lifetimes;
import vouchsafe.clients.NewClient;
import vouchsafe.clients.RedirectUri;
import vouchsafe.crypto.RandomText;

/** Registers a client by hand. */
@Command(name = "create", description = "Register an OAuth client that belongs to no project.")
final class ClientCreateCommand implements Callable<Integer> {
    private static final int CLIENT_ID_LENGTH = 40;

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(names = "--name", required = true, paramLabel = "N", description = "Shown to members.")
    private String name = "";

    @Option(
            names = "--redirect-uri",
            required = true,
            paramLabel = "URI",
            description = "Where codes go, matched exactly; may be repeated.")
    private List<String> redirectUris = new ArrayList<>();

    @Option(
            names = "--grant-type",
            paramLabel = "G",
            description = "May be repeated; default: authorization_code and refresh_token.")
    private List<String> grantTypes = new ArrayList<>();

    @Option(names = "--scope", paramLabel = "S", description = "May be repeated; default: read and write.")
    private List<String> scopes = new ArrayList<>();

    @Option(names = "--public", description = "An app that can keep no secret; PKCE is then required.")
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

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    /** Spelled as an operator types them. */
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
        NewClient client = new NewClient(
                RandomText.alphanumeric(CLIENT_ID_LENGTH),
                Client.Kind.REGISTERED,
                name,
                !isPublic,
                isNative,
                redirectUris.stream().map(ClientCreateCommand::redirectUri).toList(),
                grantTypes.isEmpty() ? Set.of("authorization_code", "refresh_token") : Set.copyOf(grantTypes),
                scopes.isEmpty() ? List.of("read", "write") : scopes,
                trusted,
                pkceRequired || isPublic,
                profile.lifetimes);
        Answer answer = new Answer(json);
        try (Rooms rooms = Rooms.open(loaded)) {
            create(rooms, client, answer);
        }
        answer.say("client " + name + " registered" + (isPublic ? "" : "; its secret is shown this once"));
        return 0;
    }

    private void create(Rooms rooms, NewClient wanted, Answer answer) {
        Clients clients = rooms.get(Clients.class);
        AuditLog audit = rooms.get(AuditLog.class);
        InstantSource clock = rooms.get(InstantSource.class);
        rooms.get(TransactionTemplate.class).executeWithoutResult(transaction -> {
            Client client = clients.create(wanted);
            audit.record(AuditEvent.of("client.created").client(client.id()).with("by", "command line"));
            answer.with("id", client.id().toString()).with("client_id", client.clientId());
            if (!isPublic) {
                ClientSecret secret = clients.issueSecret(client.id(), clock.instant());
                answer.with("client_secret", secret.reveal());
            }
        });
    }

    private static RedirectUri redirectUri(String text) {
        try {
            return RedirectUri.register(text);
        } catch (InvalidRedirectUri refused) {
            throw new InvalidSettings(String.valueOf(refused.getMessage()));
        }
    }
}
