package vouchsafe.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;
import vouchsafe.crypto.Digests;
import vouchsafe.hypothesis.AnnotationApp;
import vouchsafe.metrics.Metrics;
import vouchsafe.oauth.http.ClientAuthenticationMethod;
import vouchsafe.oauth.http.ClientProofs;
import vouchsafe.oauth.http.Dialect;
import vouchsafe.oauth.http.TokenCounts;
import vouchsafe.oauth.http.TokenServlet;

/** A grant and a way to authenticate that this server does not have, each added as a class in a list. */
class AddedGrantTest {
    private static final String GREETING = "urn:example:greeting";

    private final Clients clients = TestServer.shared().bean(Clients.class);
    private final AnnotationApp greeter = AnnotationApp.create(Set.of(GREETING), true, false, false, null);
    private final Greetings greetings = new Greetings();
    private final Notes notes = new Notes();
    private final Tomcat tomcat = new Tomcat();

    @TempDir
    private Path folder;

    /** A grant of its own: tokens for whoever greets, and for those who are greeted back without their saying who they are. */
    private static final class Greetings implements GrantHandler {
        private final List<Map<String, List<String>>> read = new CopyOnWriteArrayList<>();
        private final List<Instant> times = new CopyOnWriteArrayList<>();
        private @Nullable Client wellKnown;

        @Override
        public String name() {
            return GREETING;
        }

        @Override
        public Set<String> parameters() {
            return Set.of("greeting", "language");
        }

        @Override
        public GrantRequest read(Parameters parameters) {
            read.add(parameters.values());
            Client known = parameters.get("greeting").equals(Optional.of("It is me.")) ? wellKnown : null;
            return known == null ? (client, now) -> exchange(client, parameters, now) : new FromAFriend(known);
        }

        private TokenResult exchange(Client client, Parameters parameters, Instant now) {
            times.add(now);
            return parameters.get("greeting").isEmpty()
                    ? TokenEndpoint.refused(client, OAuthError.invalidGrant("Nobody was greeted.", "no greeting"))
                    : new TokenResult.Issued(
                            client, new Secret(parameters.get("greeting").get() + " yourself"), null, 60, List.of());
        }
    }

    /** Its client comes without naming itself. */
    private record FromAFriend(Client friend) implements GrantRequest {
        @Override
        public Caller caller(ClientAuthentication authentication, ClientProof proof) {
            return authentication.admit(friend);
        }

        @Override
        public TokenResult exchange(Client client, Instant now) {
            return new TokenResult.Issued(client, new Secret("friend"), null, 60, List.of());
        }
    }

    /** A way of its own: a header with the client's id and a digest of it. */
    private static final class LetterHead implements ClientAuthenticationMethod {
        @Override
        public String name() {
            return "example_letter_head";
        }

        @Override
        public String place() {
            return "the letter head";
        }

        @Override
        public Optional<ClientProof> read(HttpServletRequest request, Parameters form) {
            return Optional.ofNullable(request.getHeader("Letter-Head"))
                    .map(head -> head.split(" "))
                    .map(parts -> new Letter(parts[0], parts[1]));
        }

        static String of(String clientId) {
            return clientId + " " + HexFormat.of().formatHex(Digests.sha256("yours truly, " + clientId));
        }
    }

    private record Letter(String sender, String signature) implements ClientProof {
        @Override
        public Optional<String> claimedClientId() {
            return Optional.of(sender);
        }

        @Override
        public Optional<String> objection(Client client) {
            return LetterHead.of(client.clientId()).endsWith(" " + signature)
                    ? Optional.empty()
                    : Optional.of("the letter is forged");
        }
    }

    /** The way that is there, beside the one that is new. */
    private final class SecretInBody implements ClientAuthenticationMethod {
        @Override
        public String name() {
            return "client_secret_post";
        }

        @Override
        public String place() {
            return "the body";
        }

        @Override
        public Optional<ClientProof> read(HttpServletRequest request, Parameters form) {
            return form.get("client_secret")
                    .map(secret ->
                            new SecretProof(clients, form.get("client_id").orElse(null), secret));
        }
    }

    /** As the RFCs have it. */
    private static final class Notes implements Dialect {
        private final List<String> noted = new CopyOnWriteArrayList<>();

        @Override
        public void noteServed(Client client, String endpoint) {
            noted.add(endpoint + " served to " + client.clientId());
        }

        @Override
        public void noteRefused(TokenResult.Refused refused, @Nullable String claimed, String endpoint) {
            noted.add(
                    endpoint + " refused to " + claimed + ": " + refused.error().detail());
        }
    }

    @BeforeEach
    void start() throws Exception {
        TokenEndpoint endpoint = new TokenEndpoint(
                TestServer.shared().bean(ClientAuthentication.class), List.of(greetings), InstantSource.system());
        ClientProofs proofs = new ClientProofs(List.of(new LetterHead(), new SecretInBody()));
        tomcat.setBaseDir(folder.toString());
        tomcat.setPort(0);
        tomcat.getConnector();
        Context context = tomcat.addContext("", null);
        TokenCounts counts = new TokenCounts(Metrics.off(), "notes", endpoint.grantTypes());
        Tomcat.addServlet(context, "token", new TokenServlet(JsonMapper.shared(), endpoint, proofs, notes, counts));
        context.addServletMappingDecoded("/token", "token");
        tomcat.start();
    }

    @AfterEach
    void stop() throws Exception {
        tomcat.stop();
        tomcat.destroy();
    }

    private Answer greet(String letterHead, String... pairs) {
        Map<String, String> form = new LinkedHashMap<>(Map.of("grant_type", GREETING));
        for (int i = 0; i < pairs.length; i += 2) {
            form.put(pairs[i], pairs[i + 1]);
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(TestApp.encode(form)));
        if (!letterHead.isEmpty()) {
            request.header("Letter-Head", letterHead);
        }
        return TestApp.send(request.build());
    }

    @Test
    void both_are_served_as_if_they_had_always_been_there() {
        Answer byLetter = greet(LetterHead.of(greeter.clientId()), "greeting", "Good morning");
        assertThat(byLetter.status()).as(byLetter.body()).isEqualTo(200);
        assertThat(byLetter.text("access_token")).isEqualTo("Good morning yourself");
        assertThat(byLetter.text("token_type")).isEqualTo("Bearer");
        Answer bySecret =
                greet("", "greeting", "Hello", "client_id", greeter.clientId(), "client_secret", greeter.secret());
        assertThat(bySecret.text("access_token")).isEqualTo("Hello yourself");
        assertThat(greetings.times).hasSize(2).allMatch(time -> time.getNano() == 0);
        assertThat(notes.noted)
                .containsExactly("token served to " + greeter.clientId(), "token served to " + greeter.clientId());
    }

    @Test
    void what_a_grant_does_not_declare_does_not_reach_it() {
        greet(
                LetterHead.of(greeter.clientId()),
                "greeting",
                "Good evening",
                "scope",
                "everything",
                "code",
                "x",
                "client_id",
                greeter.clientId());
        assertThat(greetings.read).containsExactly(Map.of("greeting", List.of("Good evening")));
    }

    @Test
    void the_checks_of_every_request_hold_for_them_too() {
        String letter = LetterHead.of(greeter.clientId());
        AnnotationApp other = AnnotationApp.create();
        for (Refusal each : List.of(
                new Refusal("no greeting", greet(letter), 400, "invalid_grant"),
                new Refusal("forged", greet(greeter.clientId() + " x", "greeting", "Hi"), 401, "invalid_client"),
                new Refusal("nobody", greet("nobody x", "greeting", "Hi"), 401, "invalid_client"),
                new Refusal("no proof", greet("", "client_id", greeter.clientId()), 401, "invalid_client"),
                new Refusal("other grant", greet(letter, "grant_type", "refresh_token"), 400, "unsupported_grant_type"),
                new Refusal("no grant", greet(letter, "grant_type", ""), 400, "invalid_request"),
                new Refusal(
                        "not registered",
                        greet(LetterHead.of(other.clientId()), "greeting", "Hi"),
                        400,
                        "unauthorized_client"),
                new Refusal("two ways", greet(letter, "client_secret", greeter.secret()), 400, "invalid_request"),
                new Refusal("two names", greet(letter, "client_id", other.clientId()), 400, "invalid_request"))) {
            assertThat(each.answer().status()).as(each.what()).isEqualTo(each.status());
            assertThat(each.answer().text("error")).as(each.what()).isEqualTo(each.error());
        }
        assertThat(notes.noted)
                .contains("token refused to " + greeter.clientId() + ": the letter is forged")
                .contains("token refused to " + greeter.clientId() + ": no greeting");
    }

    private record Refusal(String what, Answer answer, int status, String error) {}

    @Test
    void its_client_may_come_without_naming_itself() {
        greetings.wellKnown = greeter.client();
        Answer friend = greet("", "greeting", "It is me.");
        assertThat(friend.text("access_token")).as(friend.body()).isEqualTo("friend");
        // Known or not, it may do only what it is registered for, and nothing while it is suspended.
        greetings.wellKnown = AnnotationApp.create().client();
        assertThat(greet("", "greeting", "It is me.").text("error")).isEqualTo("unauthorized_client");
        clients.suspend(greeter.client().id(), true);
        greetings.wellKnown = greeter.client();
        assertThat(greet("", "greeting", "It is me.").text("error")).isEqualTo("invalid_client");
    }

    @Test
    void two_ways_at_once_and_two_names_are_told_by_their_places() {
        String letter = LetterHead.of(greeter.clientId());
        assertThat(greet(letter, "client_secret", greeter.secret()).text("error_description"))
                .isEqualTo("Send the client secret in the letter head or in the body, not in both.");
        assertThat(greet(letter, "client_id", "somebody").text("error_description"))
                .isEqualTo("client_id in the body is not the one in the letter head.");
        assertThat(new ClientProofs(List.of(new LetterHead())).methods())
                .containsExactly("example_letter_head", "none");
    }
}
