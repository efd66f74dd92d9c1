// Connects one member, reads what they share, refreshes. Needs Java 21 or newer, nothing else.
// Run it with: CLIENT_SECRET=... java Connect.java
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
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
        if (CLIENT_SECRET == null || CLIENT_SECRET.isEmpty()) {
            stop(
                    2,
                    "CLIENT_SECRET is not set. Copy the client secret from your project's page, or create a new one"
                            + " there:\n"
                            + "    " + BASE + "/direct-sharing/projects/manage/"
                            + "\nThen run: CLIENT_SECRET=... java Connect.java");
        }
        // PKCE: only whoever made the verifier can use the code.
        String verifier = random(48);
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
        String challenge = Base64.getUrlEncoder().withoutPadding().encodeToString(hash);

        String state = random(16);
        BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        HttpServer server = listen(answers);
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
                        state,
                        "code_challenge",
                        challenge,
                        "code_challenge_method",
                        "S256")));
        String answer;
        if (server == null) {
            System.out.println("   They come back to " + REDIRECT_URI);
            System.out.println("   Paste the whole address that the browser shows then, or the code in it:");
            answer = new Scanner(System.in).nextLine().strip();
        } else {
            System.out.println("   They come back to " + REDIRECT_URI + ", where this program waits.");
            answer = answers.take();
            server.stop(1);
        }
        String code = codeIn(answer, state);

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

    /** A server at the redirect URL, where that is on this machine (RFC 8252 section 7.3); otherwise null. */
    static HttpServer listen(BlockingQueue<String> answers) {
        Matcher place = Pattern.compile("http://(?:127\\.0\\.0\\.1|localhost)(?::(\\d+))?(/.*)?")
                .matcher(REDIRECT_URI);
        if (!place.matches()) {
            return null;
        }
        int port = place.group(1) == null ? 80 : Integer.parseInt(place.group(1));
        String path = URI.create(REDIRECT_URI).getPath();
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
            server.createContext(path.isEmpty() ? "/" : path, exchange -> {
                byte[] thanks = "Thank you. You can close this page; the program goes on.\n".getBytes();
                exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
                exchange.sendResponseHeaders(200, thanks.length);
                exchange.getResponseBody().write(thanks);
                exchange.close();
                answers.add(exchange.getRequestURI().toString());
            });
            server.start();
            return server;
        } catch (IOException inUse) {
            return null;
        }
    }

    /** The code of an answer: of the whole address, or of the code alone. */
    static String codeIn(String answer, String state) {
        if (!answer.contains("?")) {
            return answer;
        }
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair :
                answer.replaceFirst("^[^?]*\\?", "").replaceFirst("#.*", "").split("&")) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        if (query.containsKey("error")) {
            stop(1, "The answer is: " + query.get("error"));
        }
        if (!state.equals(query.get("state"))) {
            stop(1, "That answer belongs to another attempt. Start again.");
        }
        return query.getOrDefault("code", "");
    }

    static void stop(int status, String words) {
        System.err.println(words);
        System.exit(status);
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
            stop(1, "answered " + answer.statusCode());
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
