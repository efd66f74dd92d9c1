package vouchsafe.app.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The calls that an app makes: sending a member, code for tokens, new tokens for old, reading, adding a file, and giving
 * tokens back. All values that it needs are on the project's page.
 */
final class VouchsafeClient {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** The address of a file leads on to where its bytes are. */
    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

    private final String server;
    private final String clientId;
    private final String clientSecret;
    private final String redirectUri;

    /**
     * @param server address of Vouchsafe, without a slash at the end
     * @param redirectUri as registered, letter by letter
     */
    VouchsafeClient(String server, String clientId, String clientSecret, String redirectUri) {
        this.server = server;
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.redirectUri = redirectUri;
    }

    /** An access token, and the refresh token that brings the next one. */
    record Tokens(String access, String refresh) {
        @Override
        public String toString() {
            return "Tokens[hidden]";
        }
    }

    /** A value, or a problem in words. */
    record Result<T>(Optional<T> value, String problem) {}

    /** The address to send the member to. */
    String authorizationUrl(String state, String verifier) {
        return server + "/direct-sharing/projects/oauth2/authorize/?"
                + encode(Map.of(
                        "client_id",
                        clientId,
                        "response_type",
                        "code",
                        "redirect_uri",
                        redirectUri,
                        "state",
                        state,
                        "code_challenge",
                        challenge(verifier),
                        "code_challenge_method",
                        "S256"));
    }

    Result<Tokens> exchange(String code, String verifier) {
        return tokens(Map.of(
                "grant_type", "authorization_code",
                "code", code,
                "redirect_uri", redirectUri,
                "code_verifier", verifier));
    }

    Result<Tokens> refresh(Tokens old) {
        return tokens(Map.of("grant_type", "refresh_token", "refresh_token", old.refresh()));
    }

    void revoke(Tokens tokens) {
        post("/oauth2/revoke_token/", Map.of("token", tokens.refresh()));
    }

    /** The data that the app may read of the member, as JSON. */
    Result<String> member(Tokens tokens) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(server + "/api/direct-sharing/project/exchange-member/"))
                .header("Authorization", "Bearer " + tokens.access())
                .build();
        return send(request)
                .map(answer -> answer.statusCode() == 200
                        ? new Result<>(Optional.of(pretty(answer.body())), "")
                        : new Result<String>(Optional.empty(), "Vouchsafe answered: " + answer.body()))
                .orElseGet(VouchsafeClient::unreachable);
    }

    /** Reads one of the files that the answer of {@link #member} names, at the address it gives. */
    Result<String> file(String downloadUrl) {
        return send(HttpRequest.newBuilder(URI.create(downloadUrl)).build())
                .map(answer -> answer.statusCode() == 200
                        ? new Result<>(Optional.of(answer.body()), "")
                        : new Result<String>(Optional.empty(), "Vouchsafe answered " + answer.statusCode() + "."))
                .orElseGet(VouchsafeClient::unreachable);
    }

    /** Adds a file to the member's account. */
    Result<String> add(Tokens tokens, String number, MultipartBody.Attachment file, String description) {
        String metadata = JSON.writeValueAsString(Map.of("description", description, "tags", List.of("demo")));
        HttpRequest request = new MultipartBody()
                .fields(Map.of("project_member_id", number, "metadata", metadata))
                .file("data_file", file)
                .to(URI.create(server + "/api/direct-sharing/project/files/upload/"))
                .header("Authorization", "Bearer " + tokens.access())
                .build();
        return send(request)
                .map(answer -> answer.statusCode() == 201
                        ? new Result<>(Optional.of(file.name()), "")
                        : new Result<String>(Optional.empty(), "Vouchsafe answered: " + answer.body()))
                .orElseGet(VouchsafeClient::unreachable);
    }

    String connectionsUrl() {
        return server + "/member/me/connections/";
    }

    /** A call with a project's master token; its answer does not matter here. */
    static void masterTokenCall(String server, String token) {
        attempt(HttpRequest.newBuilder(URI.create(server + "/api/direct-sharing/project/members/"))
                .header("Authorization", "Bearer " + token)
                .build());
    }

    /** What a client sends whose developer has not read the guide yet: a code that nobody issued. */
    static void refusedTokenCall(String server, String clientId) {
        attempt(HttpRequest.newBuilder(URI.create(server + "/api/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encode(Map.of(
                        "grant_type", "authorization_code",
                        "client_id", clientId,
                        "client_secret", "a guess",
                        "code", "invented"))))
                .build());
    }

    private static void attempt(HttpRequest request) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            http.send(request, HttpResponse.BodyHandlers.discarding());
        } catch (IOException away) {
            throw new UncheckedIOException(away);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Result<Tokens> tokens(Map<String, String> form) {
        return post("/oauth2/token/", form).map(VouchsafeClient::tokens).orElseGet(VouchsafeClient::unreachable);
    }

    private static Result<Tokens> tokens(HttpResponse<String> answer) {
        JsonNode json = JSON.readTree(answer.body());
        if (answer.statusCode() != 200) {
            return new Result<>(
                    Optional.empty(),
                    json.path("error").asString() + ": "
                            + json.path("error_description").asString());
        }
        return new Result<>(
                Optional.of(new Tokens(
                        json.path("access_token").asString(),
                        json.path("refresh_token").asString())),
                "");
    }

    private Optional<HttpResponse<String>> post(String path, Map<String, String> form) {
        String credentials = encode(clientId) + ":" + encode(clientSecret);
        return send(HttpRequest.newBuilder(URI.create(server + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                .POST(HttpRequest.BodyPublishers.ofString(encode(form)))
                .build());
    }

    private Optional<HttpResponse<String>> send(HttpRequest request) {
        try {
            return Optional.of(http.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException away) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static <T> Result<T> unreachable() {
        return new Result<>(Optional.empty(), "Vouchsafe could not be reached.");
    }

    private static String pretty(String json) {
        return JSON.readTree(json).toPrettyString();
    }

    /** PKCE, RFC 7636 section 4.2. */
    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    static Map<String, String> decode(@Nullable String query) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : (query == null ? "" : query).split("&")) {
            String[] parts = pair.split("=", 2);
            fields.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return fields;
    }

    private static String encode(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
