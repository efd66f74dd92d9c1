package vouchsafe.hypothesis.oauth;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.clients.Client;
import vouchsafe.clients.GrantTypes;
import vouchsafe.hypothesis.Preflights;
import vouchsafe.hypothesis.Refusals;
import vouchsafe.hypothesis.RefusedCalls;
import vouchsafe.oauth.CheckOrder;
import vouchsafe.oauth.OAuthError;
import vouchsafe.oauth.Parameters;
import vouchsafe.oauth.TokenResult;
import vouchsafe.oauth.http.Dialect;
import vouchsafe.oauth.http.EarlyAnswer;
import vouchsafe.oauth.http.OAuthForms;
import vouchsafe.web.BadRequest;
import vouchsafe.web.FormBody;
import vouchsafe.web.api.CrossOrigin;
import vouchsafe.wording.AssertionText;

/**
 * OAuth for annotation clients: it is called from pages of any origin, checks the request before the client, and words
 * refusals in two ways.
 */
final class AnnotationOAuth implements Dialect {
    private static final Map<String, String> TOKEN_HEADERS =
            Map.of("Hypothesis-Media-Type", "application/vnd.hypothesis.v1+json");

    private final JsonMapper json;
    private final RefusedCalls calls;

    AnnotationOAuth(JsonMapper json, RefusedCalls calls) {
        this.json = json;
        this.calls = calls;
    }

    @Override
    public Set<String> methods() {
        return Preflights.METHODS;
    }

    @Override
    public Optional<EarlyAnswer> receive(HttpServletRequest request, HttpServletResponse response) throws BadRequest {
        if (request.getMethod().equals("OPTIONS")) {
            Preflights.answer(request, response);
            return Optional.of(new EarlyAnswer(200, ""));
        }
        CrossOrigin.readable(response);
        return request.getMethod().equals("POST")
                ? Optional.empty()
                : Optional.of(new EarlyAnswer(404, refused("not_found", Refusals.NOT_FOUND)));
    }

    @Override
    public Map<String, String> tokenHeaders() {
        return TOKEN_HEADERS;
    }

    /** Reads the form. A body of another type counts as one without a grant type, as such clients expect. */
    @Override
    public Parameters tokenForm(HttpServletRequest request) throws BadRequest, IOException {
        if (OAuthForms.readsQuery(request)) {
            calls.refused(Optional.empty(), claimedInUrl(request), "token", 400, "invalid_request", OAuthForms.IN_URL);
        }
        OAuthForms.rejectQuery(request);
        try {
            return new Parameters(FormBody.read(request));
        } catch (BadRequest unsupported) {
            if (unsupported.status() == 415) {
                return new Parameters(Map.of());
            }
            throw unsupported;
        }
    }

    private static @Nullable String claimedInUrl(HttpServletRequest request) {
        try {
            return new Parameters(FormBody.decode(request.getQueryString()))
                    .get("client_id")
                    .orElse(null);
        } catch (BadRequest unreadable) {
            return null;
        }
    }

    @Override
    public Parameters revocationForm(HttpServletRequest request) throws BadRequest, IOException {
        OAuthForms.rejectQuery(request);
        return new Parameters(FormBody.read(request));
    }

    @Override
    public CheckOrder order() {
        return CheckOrder.REQUEST_FIRST;
    }

    @Override
    public boolean holderMayRevoke() {
        return true;
    }

    /**
     * Slows down for wrong credentials only, since only those are guessed: a browser whose login ran out must not slow down
     * others behind the same address.
     */
    @Override
    public boolean slowsDown(OAuthError error) {
        return error.status() == 401;
    }

    @Override
    public Map<String, Object> issued(TokenResult.Issued issued, Parameters form) {
        Map<String, Object> answer = Dialect.super.issued(issued, form);
        if (form.get("grant_type").equals(Optional.of(GrantTypes.JWT_BEARER))) {
            answer.remove("scope");
        }
        return answer;
    }

    /**
     * The fields of a refusal for both kinds of clients at once: {@code error} and {@code error_description} as RFC 6749
     * section 5.2 has them, and {@code status} and {@code reason}, the RFC's object once more as text, which is all that
     * annotation clients look at.
     */
    @Override
    public Map<String, Object> refused(String error, String description) {
        Map<String, Object> standard = new LinkedHashMap<>();
        standard.put("error", error);
        standard.put("error_description", description);
        Map<String, Object> both = new LinkedHashMap<>(standard);
        both.put("status", "failure");
        both.put("reason", json.writeValueAsString(standard));
        return both;
    }

    /** Names the accepted scheme to a client that tried the header (RFC 6749 section 5.2). */
    @Override
    public Optional<String> challenge(HttpServletRequest request, OAuthError error) {
        return error.status() == 401 && request.getHeader("Authorization") != null
                ? Optional.of("Basic realm=\"vouchsafe\"")
                : Optional.empty();
    }

    @Override
    public OAuthError worded(OAuthError error) {
        return AssertionText.worded(error);
    }

    @Override
    public void noteServed(Client client, String endpoint) {
        calls.served(client, endpoint);
    }

    @Override
    public void noteRefused(TokenResult.Refused refused, @Nullable String claimed, String endpoint) {
        OAuthError error = refused.error();
        calls.refused(refused.client(), claimed, endpoint, error.status(), error.code(), error.detail());
    }
}
