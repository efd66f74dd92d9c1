// Connects one member, reads what they share, refreshes. Needs Java 21 or newer, nothing else.
// Run it with: CLIENT_SECRET=... java Connect.java
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Scanner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

public class Connect {
    static final String CLIENT_ID = "@CLIENT_ID@";
    static final String CLIENT_SECRET = System.getenv("CLIENT_SECRET");
    static final String REDIRECT_URI = "@REDIRECT_URI@";
    static final String BASE = "@BASE@";
    static final HttpClient HTTP = HttpClient.newHttpClient();

    public static void main(String[] arguments) throws Exception {
        // PKCE: only whoever made the verifier can use the code.
        String verifier = random(48);
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
        String challenge = Base64.getUrlEncoder().withoutPadding().encodeToString(hash);

        System.out.println("1. Send the member to this address:");
        System.out.println(BASE + "/direct-sharing/projects/oauth2/authorize/?"
                + form(Map.of(
                        "client_id",
                        CLIENT_ID,
                        "response_type",
                        "code",
                        "redirect_uri",
                        REDIRECT_URI,
                        "state",
                        random(16),
                        "code_challenge",
                        challenge,
                        "code_challenge_method",
                        "S256")));
        System.out.println("   They come back to your redirect URL with a code. Paste it here:");
        String code = new Scanner(System.in).nextLine().strip();

        System.out.println("2. Exchange the code for tokens:");
        String tokens = token(Map.of(
                "grant_type", "authorization_code",
                "code", code,
                "redirect_uri", REDIRECT_URI,
                "code_verifier", verifier));

        System.out.println("3. Read what the member shares:");
        send(HttpRequest.newBuilder(URI.create(BASE + "/api/direct-sharing/project/exchange-member/"))
                .header("Authorization", "Bearer " + value(tokens, "access_token")));

        System.out.println("4. Later, when the access token has expired, refresh:");
        token(Map.of("grant_type", "refresh_token", "refresh_token", value(tokens, "refresh_token")));
    }

    static String token(Map<String, String> form) throws Exception {
        String credentials = CLIENT_ID + ":" + CLIENT_SECRET;
        return send(HttpRequest.newBuilder(URI.create(BASE + "/oauth2/token/"))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(form))));
    }

    static String send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        System.out.println(answer.body());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("answered " + answer.statusCode());
        }
        return answer.body();
    }

    static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    static String value(String json, String name) {
        Matcher value = Pattern.compile("\"" + name + "\": *\"([^\"]*)\"").matcher(json);
        if (!value.find()) {
            throw new IllegalStateException("no " + name);
        }
        return value.group(1);
    }

    static String random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
