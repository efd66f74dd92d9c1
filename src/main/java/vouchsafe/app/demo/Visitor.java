package vouchsafe.app.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import vouchsafe.app.demo.MultipartBody.Attachment;

/**
 * A person of the demo at their browser: opens pages, fills in the forms that stand there, and follows where they lead. What the
 * demo shows was done as people do it, and left the traces that people leave.
 */
final class Visitor implements AutoCloseable {
    private static final Pattern HIDDEN = Pattern.compile("<input[^>]*type=\"hidden\"[^>]*>");
    private static final Pattern FORM =
            Pattern.compile("<form[^>]*action=\"([^\"]*)\"[^>]*>.*?</form>", Pattern.DOTALL);
    private static final int MOST_HOPS = 10;

    private final DemoPerson person;
    private final String server;
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private String token = "";

    Visitor(DemoPerson person, String server) {
        this.person = person;
        this.server = server;
    }

    /** A page, and the address at which it was found in the end. */
    record Seen(URI address, String html) {
        /** The first group of this pattern in the page. */
        String find(String pattern) {
            Matcher matcher = Pattern.compile(pattern).matcher(html);
            if (!matcher.find()) {
                throw new IllegalStateException("nothing like " + pattern + " at " + address.getPath());
            }
            return unescape(matcher.group(1));
        }

        boolean has(String text) {
            return html.contains(text);
        }
    }

    DemoPerson person() {
        return person;
    }

    /** Signs in, where the last time is over. */
    void signIn() {
        Seen form = open("/account/login/");
        if (!form.address().getPath().startsWith("/account/login")) {
            return;
        }
        Seen home = submit(form, "/account/login/", Map.of("login", person.username(), "password", DemoData.PASSWORD));
        if (home.address().getPath().startsWith("/account/login")) {
            throw new IllegalStateException(person.username() + " could not sign in");
        }
    }

    Seen open(String path) {
        return follow(HttpRequest.newBuilder(absolute(path)).GET());
    }

    /** Opens the page, fills in the form that goes to this address, sends it, and sees where it leads. */
    Seen submit(String path, String action, Map<String, String> fields) {
        return submit(open(path), action, fields);
    }

    /** The same with the form of a page that is open. */
    Seen submit(Seen page, String action, Map<String, String> fields) {
        String body = filled(page, action, fields).entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return done(
                page,
                follow(HttpRequest.newBuilder(page.address().resolve(action))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))));
    }

    /** The same with a file. */
    Seen submit(String path, String action, Map<String, String> fields, String field, Attachment file) {
        Seen page = open(path);
        return done(
                page,
                follow(new MultipartBody()
                        .fields(filled(page, action, fields))
                        .file(field, file)
                        .to(page.address().resolve(action))));
    }

    /** Agrees to what this page of an authorization asks; an app is asked for again only after a change. */
    Seen agree(Seen page, Map<String, String> fields) {
        return FORM.matcher(page.html())
                .results()
                .filter(form -> form.group().contains("name=\"consent_seal\""))
                .findFirst()
                .map(form -> submit(page, unescape(form.group(1)), fields))
                .orElse(page);
    }

    /** The form's hidden fields, and what was filled in. */
    private static Map<String, String> filled(Seen page, String action, Map<String, String> fields) {
        String form = FORM.matcher(page.html())
                .results()
                .filter(each -> unescape(each.group(1)).equals(action))
                .map(MatchResult::group)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no form to " + action + " at " + page.address()));
        Map<String, String> all = new LinkedHashMap<>();
        HIDDEN.matcher(form).results().forEach(input -> {
            Seen field = new Seen(page.address(), input.group());
            if (field.has("name=\"")) {
                all.put(field.find("name=\"([^\"]*)\""), field.find("value=\"([^\"]*)\""));
            }
        });
        all.putAll(fields);
        return all;
    }

    private Seen done(Seen page, Seen after) {
        if (after.has("error-summary")) {
            throw new IllegalStateException(
                    person.username() + " filled in the form at " + page.address() + " wrongly: " + after.html());
        }
        return after;
    }

    private Seen follow(HttpRequest.Builder request) {
        HttpRequest next = request.build();
        for (int hop = 0; hop < MOST_HOPS; hop++) {
            HttpResponse<String> answer = send(next);
            if (answer.statusCode() / 100 == 3) {
                URI there = next.uri()
                        .resolve(answer.headers().firstValue("Location").orElseThrow());
                next = HttpRequest.newBuilder(there).GET().build();
            } else if (answer.statusCode() == 200) {
                return new Seen(next.uri(), answer.body());
            } else {
                throw new IllegalStateException(
                        person.username() + " got " + answer.statusCode() + " at " + next.uri() + ": " + answer.body());
            }
        }
        throw new IllegalStateException(person.username() + " is sent in a circle at " + next.uri());
    }

    /** Keeps the person's own developer token for their script. */
    void hold(String developerToken) {
        token = developerToken;
    }

    /** A call with JSON, as a script of this person makes it; answers the body. */
    String call(String method, String path, String json) {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(absolute(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json))
                .build());
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException away) {
            throw new UncheckedIOException(away);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private URI absolute(String path) {
        return URI.create(path.startsWith("/") ? server + path : path);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String unescape(String html) {
        return html.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&#34;", "\"")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    @Override
    public void close() {
        http.close();
    }
}
