package vouchsafe.faults;

import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import vouchsafe.ProjectApp;
import vouchsafe.ProjectApp.Tokens;

/** A member's browser. A page that does not come is told as {@link Unanswered}, which the browsers of other tests need not. */
final class Browser {
    private static final Pattern CSRF = Pattern.compile("name=\"csrfmiddlewaretoken\" value=\"([^\"]+)\"");

    private final Calls calls;
    private final String username;
    private final String password;
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private String csrf = "";

    Browser(Calls calls, String username, String password) {
        this.calls = calls;
        this.username = username;
        this.password = password;
    }

    HttpResponse<String> get(String node, String path) throws Unanswered {
        return page(HttpRequest.newBuilder(absolute(node, path)));
    }

    /** Sends a form of the page that was looked at last. */
    HttpResponse<String> post(String node, String path, Map<String, String> fields) throws Unanswered {
        String form = fields.entrySet().stream()
                .map(field -> "&" + field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("", "csrfmiddlewaretoken=" + csrf, ""));
        return page(HttpRequest.newBuilder(absolute(node, path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private HttpResponse<String> page(HttpRequest.Builder request) throws Unanswered {
        HttpResponse<String> page = Calls.send(client, request);
        Matcher found = CSRF.matcher(page.body());
        if (found.find()) {
            csrf = found.group(1);
        }
        return page;
    }

    private static URI absolute(String node, String path) {
        return URI.create(path.startsWith("/") ? node + path : path);
    }

    /** Signs in as soon as the server has a turn for it. */
    void signInAtLast() throws Unanswered {
        for (int tries = 0; tries < 60; tries++) {
            try {
                signIn();
                return;
            } catch (Unanswered busy) {
                Calls.pause();
            }
        }
        signIn();
    }

    void signIn() throws Unanswered {
        String node = calls.node();
        cookies.getCookieStore().removeAll();
        get(node, "/account/login/");
        Actor.expect(
                303,
                post(node, "/account/login/", Map.of("login", username, "password", password)),
                "a member signs in with the right password");
    }

    /** Connects the app and gives it the code; the tokens it got. */
    Tokens connect(ProjectApp app) throws Unanswered {
        String node = calls.node();
        String path = app.authorization(node);
        HttpResponse<String> answer = get(node, path);
        if (answer.statusCode() == 200) {
            answer = post(node, path, ProjectApp.allowing(answer));
        }
        HttpResponse<String> last = answer;
        String code = ProjectApp.code(answer)
                .orElseThrow(() -> new BrokenPromise(
                        "a signed-in member is not asked for consent: " + last.statusCode() + " " + last.headers()));
        return Tokens.of(Actor.expect(
                200, calls.send(app.exchange(calls.node(), code)), "a code that was just issued is exchanged"));
    }

    /** The cookies it would send now. */
    String cookies() {
        return cookies.getCookieStore().getCookies().stream()
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    /** What a page has at the one group of this pattern. */
    static Optional<String> find(Pattern pattern, HttpResponse<String> page) {
        Matcher found = pattern.matcher(page.body());
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }
}
