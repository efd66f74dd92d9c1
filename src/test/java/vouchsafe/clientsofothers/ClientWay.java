package vouchsafe.clientsofothers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.accounts.Member;
import vouchsafe.audit.Actor;
import vouchsafe.clients.AppSchemes;
import vouchsafe.clients.ClientRegistration;
import vouchsafe.clients.InvalidRedirectUri;
import vouchsafe.clients.Lifetimes;
import vouchsafe.clients.NewClient;
import vouchsafe.clients.NewRegistration;
import vouchsafe.clients.RedirectUri;
import vouchsafe.clients.RegistrationResult;
import vouchsafe.clients.Registrations;
import vouchsafe.hypothesis.AnnotationApp;
import vouchsafe.oauth.AccessTokens;

/**
 * One of the ways to sign a member in.
 *
 * @param authentication how the client shows who it is, as the program calls it: with {@code none} at its beginning the
 *     client has no secret, with {@code basic} in it the program uses the header; several are joined by a plus sign
 * @param proofKey whether the program sends a proof key (RFC 7636)
 */
record ClientWay(Endpoints endpoints, String authentication, boolean proofKey) {

    /** A family of endpoints, with the clients that are for it. */
    enum Endpoints {
        /** What projects written for Open Humans use. */
        PROJECT("/direct-sharing/projects/oauth2/authorize/", "/oauth2/token/", "/oauth2/revoke_token/", 36_000),
        /** What the metadata names. */
        STANDARD("/oauth2/authorize/", "/oauth2/token/", "/oauth2/revoke_token/", 3600),
        /** What programs written for Hypothesis use. */
        ANNOTATION("/oauth/authorize", "/api/token", "/oauth/revoke", 3600);

        private final String authorize;
        private final String token;
        private final String revoke;
        private final int seconds;

        Endpoints(String authorize, String token, String revoke, int seconds) {
            this.authorize = authorize;
            this.token = token;
            this.revoke = revoke;
            this.seconds = seconds;
        }

        String authorize() {
            return authorize;
        }

        /** How long an access token lives. */
        int seconds() {
            return seconds;
        }

        private List<String> scopes() {
            return this == ANNOTATION ? NewRegistration.ANNOTATION_SCOPES : List.of("read", "write");
        }

        /** What the app asks for. */
        String scope() {
            return String.join(" ", scopes());
        }

        /** The button that agrees. */
        Map<String, String> yes() {
            return this == ANNOTATION ? Map.of() : Map.of("allow", "Authorize project");
        }

        /** Whether an access token lets its bearer in as this member. */
        Predicate<String> works(Member member) {
            return switch (this) {
                case PROJECT ->
                    token -> TestApp.get(
                                            "/api/direct-sharing/project/exchange-member/",
                                            Map.of("Authorization", "Bearer " + token))
                                    .status()
                            == 200;
                case STANDARD ->
                    token -> TestServer.shared().bean(AccessTokens.class).check(token)
                                    instanceof AccessTokens.Access.Live live
                            && live.grant().memberId().equals(member.id());
                case ANNOTATION ->
                    token -> ("acct:" + member.username() + "@127.0.0.1")
                            .equals(AnnotationApp.profile(token).text("userid"));
            };
        }
    }

    /** A client as its developer knows it. */
    record Registered(String clientId, @Nullable String secret) {}

    /** All ways there are for a program that can show who it is like this. */
    static List<ClientWay> all(String... authentications) {
        return Stream.of(Endpoints.values())
                .flatMap(endpoints -> Stream.of(authentications)
                        .flatMap(authentication -> Stream.of(true, false)
                                .map(proofKey -> new ClientWay(endpoints, authentication, proofKey))))
                .filter(ClientWay::offered)
                .toList();
    }

    /** Projects have a secret; what the metadata describes asks for proof keys. */
    private boolean offered() {
        return switch (endpoints) {
            case PROJECT -> confidential();
            case STANDARD -> proofKey;
            case ANNOTATION -> true;
        };
    }

    private boolean confidential() {
        return !authentication.startsWith("none");
    }

    /** How the program's requests show the client: by what scheme of the header, or in the body. */
    Set<String> onTheWire() {
        return Stream.of(authentication.split("\\+"))
                .map(each -> each.contains("basic") ? "Basic" : "body")
                .collect(Collectors.toSet());
    }

    /** A new client that can go this way, and where a proof key is sent only with one. */
    Registered register(String redirectUri) {
        if (endpoints == Endpoints.PROJECT) {
            TestApp project = TestApp.create(
                    TestServer.shared().member(),
                    proofKey
                            ? Map.of("redirect_url", redirectUri, "pkce_required", "on")
                            : Map.of("redirect_url", redirectUri));
            return new Registered(project.clientId(), project.secret());
        }
        ClientRegistration decided = new ClientRegistration(
                "An app of somebody",
                null,
                NewClient.CODE_FLOW,
                List.of(registered(redirectUri)),
                confidential(),
                false,
                proofKey);
        String clientId = UUID.randomUUID().toString();
        Lifetimes lifetimes = endpoints == Endpoints.ANNOTATION ? Lifetimes.HYPOTHESIS : Lifetimes.RECOMMENDED;
        NewRegistration wanted = new NewRegistration(clientId, decided, false, endpoints.scopes(), lifetimes);
        return switch (TestServer.shared().bean(Registrations.class).register(wanted, Actor.COMMAND_LINE)) {
            case RegistrationResult.ClientRegistered(var client, var secret) ->
                new Registered(client.clientId(), secret == null ? null : secret.reveal());
            case RegistrationResult refused -> throw new AssertionError(refused);
        };
    }

    private static RedirectUri registered(String uri) {
        try {
            return RedirectUri.register(uri, AppSchemes.of(""));
        } catch (InvalidRedirectUri refused) {
            throw new AssertionError(refused);
        }
    }

    /** What a developer would type into the program; addresses have the names of RFC 8414. */
    Map<String, @Nullable Object> told(Registered client, String redirectUri) {
        TestServer server = TestServer.shared();
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        told.put("issuer", server.url(""));
        told.put("discover", endpoints == Endpoints.STANDARD);
        told.put("authorization_endpoint", server.url(endpoints.authorize));
        told.put("token_endpoint", server.url(endpoints.token));
        told.put("revocation_endpoint", server.url(endpoints.revoke));
        told.put("client_id", client.clientId());
        told.put("client_secret", client.secret());
        told.put("authentication", authentication);
        told.put("redirect_uri", redirectUri);
        told.put("scope", endpoints.scope());
        told.put("pkce", proofKey);
        return told;
    }
}
