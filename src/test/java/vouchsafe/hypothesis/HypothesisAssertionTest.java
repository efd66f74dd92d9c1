package vouchsafe.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;

/** The jwt-bearer grant: reference section 3.3, and _jwt_grant_test.py and _jwt_grant_token_test.py of section 8. */
class HypothesisAssertionTest {
    private final String authority =
            "a" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()) + ".example";
    private final AnnotationApp app = AnnotationApp.vouching(authority);
    private final Map<String, Object> claims = new HashMap<>();

    @BeforeEach
    void a_good_assertion() {
        Answer made = TestApp.post(
                "/api/users",
                "{\"authority\":\"" + authority + "\",\"username\":\"theirs\",\"email\":\"theirs@" + authority + "\"}",
                Map.of("Authorization", AnnotationApp.serving(authority).basic(), "Content-Type", "application/json"));
        assertThat(made.status()).as(made.body()).isEqualTo(200);
        long now = InstantSource.system().instant().getEpochSecond();
        claims.putAll(Map.of(
                "iss",
                app.clientId(),
                "aud",
                "127.0.0.1",
                "sub",
                "acct:theirs@" + authority,
                "nbf",
                now,
                "exp",
                now + 600));
    }

    private String signed(JWSAlgorithm algorithm, String secret) throws JOSEException {
        JWSObject object = new JWSObject(new JWSHeader(algorithm), new Payload(claims));
        object.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
        return object.serialize();
    }

    private static Answer take(String assertion) {
        return AnnotationApp.token(Map.of("grant_type", AnnotationApp.ASSERTION, "assertion", assertion));
    }

    private void assertRefused(String error, String description) throws JOSEException {
        assertRefused(take(signed(JWSAlgorithm.HS256, app.secret())), 400, error, description);
    }

    private static void assertRefused(Answer answer, int status, String error, String description) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.text("error")).isEqualTo(error);
        assertThat(answer.text("error_description")).isEqualTo(description);
        assertThat(AnnotationApp.reason(answer).path("error").asString()).isEqualTo(error);
        assertThat(AnnotationApp.reason(answer).path("error_description").asString())
                .isEqualTo(description);
        assertThat(answer.header("Content-Type")).hasValue("application/json");
        assertThat(answer.header("Cache-Control")).hasValue("no-store");
    }

    private static long now() {
        return InstantSource.system().instant().getEpochSecond();
    }

    @Test
    void a_good_assertion_gives_tokens_of_that_user_which_refresh_without_a_secret() throws JOSEException {
        Answer tokens = take(signed(JWSAlgorithm.HS256, app.secret()));
        assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
        assertThat(tokens.header("Content-Type")).hasValue("application/json");
        assertThat(tokens.json().propertyNames())
                .containsExactlyInAnyOrder("access_token", "expires_in", "token_type", "refresh_token");
        Answer profile = AnnotationApp.profile(tokens.text("access_token"));
        assertThat(profile.text("userid")).isEqualTo("acct:theirs@" + authority);
        assertThat(profile.json().path("groups").toString()).isEqualTo("[]");
        assertThat(AnnotationApp.debug(tokens.text("access_token")).text("userid"))
                .isEqualTo("acct:theirs@" + authority);
        Answer refreshed = AnnotationApp.refresh(tokens.text("refresh_token"));
        assertThat(refreshed.status()).as(refreshed.body()).isEqualTo(200);
    }

    @Test
    void an_assertion_with_a_jti_is_good_once() throws JOSEException {
        claims.put("jti", "once");
        String assertion = signed(JWSAlgorithm.HS256, app.secret());
        assertThat(take(assertion).status()).isEqualTo(200);
        assertRefused(take(assertion), 400, "invalid_grant", "Grant token was used before.");
    }

    @Test
    void what_is_no_assertion_is_an_invalid_request() {
        assertRefused(
                AnnotationApp.token(Map.of("grant_type", AnnotationApp.ASSERTION)),
                400,
                "invalid_request",
                "Missing assertion.");
        for (String malformed : List.of(
                "x",
                "a.b.c",
                "e30.e30",
                "....",
                encode("{\"alg\":\"dir\",\"enc\":\"A128GCM\"}") + "..AAAA.AAAA.AAAA")) {
            assertRefused(take(malformed), 400, "invalid_request", "Invalid JWT grant token format.");
        }
    }

    @Test
    void whatever_shape_an_assertion_has_it_is_refused_in_the_words_of_the_dialect() throws JOSEException {
        String good = signed(JWSAlgorithm.HS256, app.secret());
        String encrypted = "{\"alg\":\"dir\",\"enc\":\"A128GCM\"}";
        List<String> parts = List.of(
                "",
                "x",
                "e30",
                encode(encrypted),
                encode("{\"alg\":\"RSA-OAEP\",\"enc\":\"A256GCM\",\"zip\":\"DEF\"}"),
                encode("{\"alg\":\"HS256\"}"),
                encode("{\"alg\":\"none\"}"),
                encode("{\"alg\":1}"),
                encode("null"),
                encode("[]"),
                encode("{\"iss\":[]}"),
                encode("{\"iss\":\"\u0000\"}"),
                encode("\ud83d\ude00"),
                encode("[".repeat(3000)),
                encode("{\"a\":".repeat(3000)),
                good.split("\\.")[0],
                good.split("\\.")[1],
                "\u0000",
                "=",
                "a".repeat(5000));
        Random chance = new Random(20261127);
        for (int length = 1; length <= 7; length++) {
            for (int round = 0; round < 40; round++) {
                StringJoiner shape = new StringJoiner(".");
                chance.ints(length, 0, parts.size()).mapToObj(parts::get).forEach(shape::add);
                assertWorded(shape.toString());
            }
            // What an encrypted one looks like, with one part more and one less.
            assertWorded(encode(encrypted) + ".AAAA".repeat(length - 1));
            assertWorded(encode(encrypted) + ".".repeat(length - 1));
        }
        for (int at = 0; at < good.length(); at += 7) {
            assertWorded(good.substring(0, at) + "." + good.substring(at));
            assertWorded(good.substring(0, at));
        }
        assertThat(take(good).status()).isEqualTo(200);
    }

    /** Under a name of its own each, so that nobody is slowed down for guessing. */
    private static void assertWorded(String assertion) {
        Answer answer = AnnotationApp.token(Map.of(
                "grant_type",
                AnnotationApp.ASSERTION,
                "assertion",
                assertion,
                "client_id",
                HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong())));
        assertThat(answer.status()).as(assertion).isIn(400, 401);
        assertThat(answer.header("Content-Type")).as(assertion).hasValue("application/json");
        assertThat(answer.text("error"))
                .as(assertion)
                .isIn("invalid_request", "invalid_grant", "invalid_client", "unauthorized_client");
        assertThat(AnnotationApp.reason(answer).path("error_description").asString())
                .as(assertion)
                .isNotBlank();
    }

    private static String encode(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_missing_claim_is_named() throws JOSEException {
        Map<String, String> names =
                Map.of("iss", "issuer", "aud", "audience", "sub", "subject", "nbf", "start time", "exp", "expiry");
        for (Map.Entry<String, String> each : names.entrySet()) {
            Object value = claims.remove(each.getKey());
            assertRefused(
                    "invalid_grant",
                    "Missing claim '" + each.getKey() + "' (" + each.getValue() + ") from grant token.");
            claims.put(each.getKey(), value);
        }
        claims.put("sub", "");
        assertRefused("invalid_grant", "Missing claim 'sub' (subject) from grant token.");
    }

    @Test
    void audience_and_times_must_be_right() throws JOSEException {
        claims.put("aud", "elsewhere.example");
        assertRefused("invalid_grant", "Invalid claim 'aud' (audience) in grant token.");
        claims.put("aud", List.of("elsewhere.example", "127.0.0.1"));
        claims.put("exp", "soon");
        assertRefused("invalid_grant", "Invalid claim 'exp' (expiry) in grant token.");
        claims.put("exp", now() + 300);
        claims.put("nbf", "now");
        assertRefused("invalid_grant", "Invalid claim 'nbf' (start time) in grant token.");
        claims.put("nbf", now());
        claims.put("exp", (long) claims.get("nbf") + 601);
        assertRefused("invalid_grant", "Grant token lifetime is too long.");
        claims.put("nbf", now() - 300);
        claims.put("exp", now() - 11);
        assertRefused("invalid_grant", "Grant token is expired.");
        claims.put("exp", now() - 3);
        assertThat(take(signed(JWSAlgorithm.HS256, app.secret())).status()).isEqualTo(200);
        claims.put("exp", now() + 300);
        claims.put("nbf", now() + 5);
        assertThat(take(signed(JWSAlgorithm.HS256, app.secret())).status()).isEqualTo(200);
        claims.put("nbf", now() + 100);
        claims.put("exp", now() + 200);
        assertRefused("invalid_grant", "Grant token is not yet valid.");
    }

    @Test
    void signature_and_algorithm_must_be_right() throws JOSEException {
        assertRefused(
                take(signed(JWSAlgorithm.HS256, app.secret() + "x")),
                400,
                "invalid_grant",
                "Invalid grant token signature.");
        assertRefused(
                take(signed(JWSAlgorithm.HS512, app.secret())),
                400,
                "invalid_grant",
                "Invalid grant token signature algorithm.");
        String claimsPart = signed(JWSAlgorithm.HS256, app.secret()).split("\\.")[1];
        String none = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
        assertRefused(
                take(none + "." + claimsPart + "."), 400, "invalid_grant", "Invalid grant token signature algorithm.");
    }

    @Test
    void the_issuer_must_be_a_client_for_this_grant() throws JOSEException {
        for (String nobody : List.of("nobody", "510cd02e-767b-11e7-b34b-ebcff2e51409", "no\u0000one", "'")) {
            claims.put("iss", nobody);
            assertRefused(
                    take(signed(JWSAlgorithm.HS256, app.secret())),
                    401,
                    "invalid_client",
                    "Client authentication failed: check client_id and client_secret.");
        }
        claims.put("iss", AnnotationApp.create().clientId());
        assertThat(take(signed(JWSAlgorithm.HS256, app.secret())).text("error")).isEqualTo("unauthorized_client");
        claims.put(
                "iss",
                AnnotationApp.create(Set.of(AnnotationApp.ASSERTION), false, false, false, authority)
                        .clientId());
        assertRefused(take(signed(JWSAlgorithm.HS256, app.secret())), 401, "invalid_client", "Client is invalid.");
    }

    @Test
    void the_subject_must_be_a_user_of_the_clients_authority() throws JOSEException {
        claims.put("sub", "acct:nobody@" + authority);
        assertRefused("invalid_grant", "Grant token subject (sub) could not be found.");
        claims.put("sub", "not an account");
        assertRefused("invalid_grant", "Grant token subject (sub) could not be found.");
        claims.put("sub", "acct:" + TestServer.shared().member().username() + "@127.0.0.1");
        assertRefused("invalid_grant", "Grant token subject (sub) does not match issuer (iss).");
    }
}
