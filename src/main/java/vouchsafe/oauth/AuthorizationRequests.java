package vouchsafe.oauth;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;

/**
 * Reads authorization requests. The order of the checks is the security argument: the client and the target of the answer
 * come first, and only then the checks whose errors are sent to that target.
 */
public final class AuthorizationRequests {
    /** RFC 7636 section 4.2: the base64url of a SHA-256 has 43 characters. */
    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9\\-_]{43}");

    /** The parameters that have a meaning here. */
    private static final Set<String> READ = Set.of(
            "client_id",
            "redirect_uri",
            "response_type",
            "response_mode",
            "scope",
            "state",
            "code_challenge",
            "code_challenge_method",
            "nonce",
            "prompt",
            "max_age",
            "request",
            "request_uri",
            "approval_prompt",
            "origin");

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
    private static final Set<String> PROMPTS = Set.of("none", "login", "consent", "select_account");
    private static final int LONGEST_STATE = 4096;
    private static final int LONGEST_NONCE = 256;
    private static final List<Function<Draft, Optional<OAuthError>>> CHECKS = List.of(
            AuthorizationRequests::rejectRepeated,
            AuthorizationRequests::rejectRequestObjects,
            AuthorizationRequests::requireCode,
            AuthorizationRequests::requireQueryMode,
            AuthorizationRequests::requireGrantType,
            AuthorizationRequests::rejectLongValues,
            AuthorizationRequests::requireKnownScopes,
            AuthorizationRequests::requirePkce,
            AuthorizationRequests::requireKnownPrompts,
            AuthorizationRequests::requireSeconds);

    private final Clients clients;

    AuthorizationRequests(Clients clients) {
        this.clients = clients;
    }

    private record Draft(Client client, Parameters parameters, AuthorizationRules rules) {}

    /** Checks a request by the RFCs' rules; writes nothing and does not ask the member yet. */
    public AuthorizationCheck check(Parameters parameters) {
        return check(parameters, AuthorizationRules.STRICT);
    }

    /** Checks a request by an endpoint's own rules. */
    public AuthorizationCheck check(Parameters parameters, AuthorizationRules rules) {
        if (parameters.anyWithControlCharacter().isPresent()) {
            return shown(OAuthError.invalidRequest("A parameter has control characters."), Optional.empty());
        }
        for (String name : List.of("client_id", "redirect_uri")) {
            if (parameters.repeated(name)) {
                return shown(OAuthError.invalidRequest("Duplicate " + name + " parameter."), Optional.empty());
            }
        }
        Optional<Client> client = parameters.get("client_id").flatMap(clients::byClientId);
        if (client.isEmpty()) {
            return shown(unknownClient(parameters, rules), Optional.empty());
        }
        if (!client.get().usable()) {
            return shown(
                    new OAuthError("unauthorized_client", "This app is suspended.", 403, "the client is suspended"),
                    client);
        }
        return redirectUri(client.get(), parameters)
                .map(uri -> checkFor(new Draft(client.get(), parameters, rules), uri))
                .orElseGet(() -> shown(mismatch(client.get(), parameters, rules), client));
    }

    private static OAuthError unknownClient(Parameters parameters, AuthorizationRules rules) {
        return parameters.get("client_id").isEmpty()
                ? new OAuthError("invalid_request", "Missing client_id parameter.", 400, "no client_id")
                : rules.unknownClient();
    }

    /** Exact match (RFC 9700 section 2.1), or the only registered one when the request names none. */
    private static Optional<String> redirectUri(Client client, Parameters parameters) {
        Optional<String> requested = parameters.get("redirect_uri");
        if (requested.isEmpty()) {
            return client.redirectUris().size() == 1
                    ? Optional.of(client.redirectUris().getFirst().value())
                    : Optional.empty();
        }
        return requested.filter(uri -> client.redirectUris().stream().anyMatch(registered -> registered.matches(uri)));
    }

    private static OAuthError mismatch(Client client, Parameters parameters, AuthorizationRules rules) {
        if (parameters.get("redirect_uri").isEmpty()) {
            String why = client.redirectUris().isEmpty()
                    ? "This app has no redirect URL registered."
                    : "This app has several redirect URLs: the request must name one in redirect_uri.";
            return OAuthError.invalidRequest(why);
        }
        String requested = parameters.get("redirect_uri").orElse("");
        return requested.indexOf('#') >= 0 || requested.indexOf(':') < 0
                ? rules.malformedRedirectUri()
                : AuthorizationRules.MISMATCHING_REDIRECT_URI;
    }

    private static AuthorizationCheck checkFor(Draft draft, String redirectUri) {
        Client client = draft.client();
        Parameters parameters = draft.parameters();
        String state = parameters.repeated("state")
                ? null
                : parameters
                        .get("state")
                        .filter(value -> value.length() <= LONGEST_STATE)
                        .orElse(null);
        for (Function<Draft, Optional<OAuthError>> check : CHECKS) {
            Optional<OAuthError> error = check.apply(draft);
            if (error.isPresent()) {
                return new AuthorizationCheck.Redirected(error.get(), client, redirectUri, state);
            }
        }
        String authority = client.authority();
        if (authority != null) {
            // Only members of this server sign in here.
            String why = "This app is for accounts of " + authority + ", which sign in over there.";
            return shown(new OAuthError("unauthorized_client", why, 403, why), Optional.of(client));
        }
        return new AuthorizationCheck.Accepted(new AuthorizationRequest(
                client,
                redirectUri,
                parameters.get("redirect_uri").isPresent(),
                state,
                scopes(client, parameters),
                parameters.get("code_challenge").orElse(null),
                parameters.get("nonce").orElse(null),
                prompts(parameters),
                maxAge(parameters)));
    }

    /** Parameters that nobody here reads are ignored, however often they come (RFC 6749 section 3.1). */
    private static Optional<OAuthError> rejectRepeated(Draft draft) {
        return draft.parameters()
                .only(READ)
                .anyRepeated()
                .map(name -> OAuthError.invalidRequest("Duplicate " + name + " parameter."));
    }

    /** RFC 9101 section 6.3: request objects are refused by name, and never fetched. */
    private static Optional<OAuthError> rejectRequestObjects(Draft draft) {
        if (draft.parameters().get("request").isPresent()) {
            return error("request_not_supported", "This server takes no request objects.");
        }
        if (draft.parameters().get("request_uri").isPresent()) {
            return error("request_uri_not_supported", "This server takes no request_uri.");
        }
        return Optional.empty();
    }

    private static Optional<OAuthError> requireCode(Draft draft) {
        Optional<String> responseType = draft.parameters().get("response_type");
        if (responseType.isEmpty()) {
            return error("invalid_request", "Missing response_type parameter.");
        }
        return responseType.get().equals("code")
                ? Optional.empty()
                : error("unsupported_response_type", "The only response_type here is code.");
    }

    private static Optional<OAuthError> requireQueryMode(Draft draft) {
        Optional<String> mode = draft.parameters().get("response_mode");
        return draft.rules().ownResponseModes() || mode.isEmpty() || mode.get().equals("query")
                ? Optional.empty()
                : error("invalid_request", "The only response_mode for this app is query.");
    }

    private static Optional<OAuthError> requireGrantType(Draft draft) {
        return draft.client().grantTypes().contains("authorization_code")
                ? Optional.empty()
                : error("unauthorized_client", "This app is not registered for the authorization code grant.");
    }

    private static Optional<OAuthError> rejectLongValues(Draft draft) {
        if (draft.parameters().get("state").orElse("").length() > LONGEST_STATE) {
            return error("invalid_request", "state may have at most " + LONGEST_STATE + " characters.");
        }
        if (draft.parameters().get("nonce").orElse("").length() > LONGEST_NONCE) {
            return error("invalid_request", "nonce may have at most " + LONGEST_NONCE + " characters.");
        }
        return Optional.empty();
    }

    private static Optional<OAuthError> requireKnownScopes(Draft draft) {
        Optional<String> scope = draft.parameters().get("scope").filter(text -> !text.isBlank());
        if (scope.isEmpty()) {
            return Optional.empty();
        }
        boolean known =
                Scopes.wellFormed(scope.get()) && draft.client().scopes().containsAll(Scopes.split(scope.get()));
        return known
                ? Optional.empty()
                : error(
                        "invalid_scope",
                        "This app may ask for: " + Scopes.join(draft.client().scopes()) + ".");
    }

    /** RFC 7636 section 4.4.1; {@code plain} is refused (RFC 9700 section 2.1.1). */
    private static Optional<OAuthError> requirePkce(Draft draft) {
        Optional<String> challenge = draft.parameters().get("code_challenge");
        Optional<String> method = draft.parameters().get("code_challenge_method");
        if (draft.parameters().blank("code_challenge")) {
            // A parameter without a value counts as left out, but a proof key must not get lost so quietly.
            return error("invalid_request", "code_challenge has no value.");
        }
        if (challenge.isEmpty() && method.isEmpty()) {
            boolean required = draft.client().pkceRequired()
                    || (!draft.client().confidential()
                            && !draft.client().lifetimes().lenient());
            return required ? error("invalid_request", "Code challenge required.") : Optional.empty();
        }
        if (!method.equals(Optional.of("S256"))) {
            return Optional.of(draft.rules().unsupportedChallengeMethod());
        }
        return challenge.filter(value -> CHALLENGE.matcher(value).matches()).isPresent()
                ? Optional.empty()
                : error("invalid_request", "code_challenge must be the base64url of a SHA-256, 43 characters.");
    }

    /** OpenID Connect Core section 3.1.2.1. */
    private static Optional<OAuthError> requireKnownPrompts(Draft draft) {
        Set<String> prompts = prompts(draft.parameters());
        if (!PROMPTS.containsAll(prompts)) {
            return error("invalid_request", "prompt may be none, or some of login, consent and select_account.");
        }
        return prompts.contains("none") && prompts.size() > 1
                ? error("invalid_request", "prompt=none must stand alone.")
                : Optional.empty();
    }

    private static Optional<OAuthError> requireSeconds(Draft draft) {
        return draft.parameters()
                        .get("max_age")
                        .filter(text -> !SECONDS.matcher(text).matches())
                        .isEmpty()
                ? Optional.empty()
                : error("invalid_request", "max_age must be a whole number of seconds.");
    }

    private static Set<String> prompts(Parameters parameters) {
        return parameters.get("prompt").map(Scopes::split).map(Set::copyOf).orElse(Set.of());
    }

    private static @Nullable Duration maxAge(Parameters parameters) {
        return parameters
                .get("max_age")
                .map(Long::valueOf)
                .map(Duration::ofSeconds)
                .orElse(null);
    }

    private static List<String> scopes(Client client, Parameters parameters) {
        List<String> asked = parameters.get("scope").stream()
                .flatMap(text -> Stream.of(text.strip().split(" +")))
                .filter(name -> !name.isEmpty())
                .toList();
        return asked.isEmpty()
                ? client.scopes()
                : client.scopes().stream().filter(asked::contains).toList();
    }

    private static Optional<OAuthError> error(String code, String description) {
        return Optional.of(new OAuthError(code, description, 400, description));
    }

    private static AuthorizationCheck shown(OAuthError error, Optional<Client> client) {
        return new AuthorizationCheck.Shown(error, client);
    }
}
