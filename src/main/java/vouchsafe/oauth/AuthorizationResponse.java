package vouchsafe.oauth;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Words the answer to an authorization request as a redirect (RFC 6749 section 4.1.2), always with {@code iss} (RFC 9207).
 * The query of a registered redirect URI stays, except for parameters that only this answer may set.
 */
public final class AuthorizationResponse {
    private static final Set<String> OURS = Set.of("code", "state", "iss", "error", "error_description", "error_uri");

    private final String issuer;

    AuthorizationResponse(String issuer) {
        this.issuer = issuer;
    }

    /** The address that brings the code to the client. */
    public String granted(AuthorizationRequest request, Secret code, Map<String, String> dialectsOwn) {
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("code", code.reveal());
        if (request.state() != null) {
            answer.put("state", request.state());
        }
        answer.putAll(dialectsOwn);
        answer.put("iss", issuer);
        return append(request.redirectUri(), answer);
    }

    /** The address that tells the client the error. */
    public String refused(String redirectUri, @Nullable String state, OAuthError error) {
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("error", error.code());
        answer.put("error_description", error.description());
        if (state != null) {
            answer.put("state", state);
        }
        answer.put("iss", issuer);
        return append(redirectUri, answer);
    }

    /** The address that tells the client that the member refused. */
    public String denied(AuthorizationRequest request) {
        return refused(
                request.redirectUri(),
                request.state(),
                new OAuthError("access_denied", "The member did not authorize this.", 400, "denied by the member"));
    }

    /**
     * The address that tells a client with {@code prompt=none} that the member must be asked first (OpenID Connect Core
     * section 3.1.2.6).
     */
    public String needsPerson(AuthorizationRequest request, String code) {
        return refused(
                request.redirectUri(),
                request.state(),
                new OAuthError(code, "The member must be asked, which prompt=none forbids.", 400, code));
    }

    private static String append(String redirectUri, Map<String, String> answer) {
        int question = redirectUri.indexOf('?');
        String address = question < 0 ? redirectUri : redirectUri.substring(0, question);
        StringJoiner query = new StringJoiner("&");
        if (question >= 0) {
            for (String pair : redirectUri.substring(question + 1).split("&")) {
                if (!pair.isEmpty() && !OURS.contains(name(pair))) {
                    query.add(pair);
                }
            }
        }
        answer.forEach((name, value) -> query.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return address + "?" + query;
    }

    private static String name(String pair) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return name;
        }
    }
}
