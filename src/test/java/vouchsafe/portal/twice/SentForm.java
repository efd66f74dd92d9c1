package vouchsafe.portal.twice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import vouchsafe.MultipartForm;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;

/** A form as a browser sends it from a page that it has open: the same bytes and the same cookies each time. */
record SentForm(String url, HttpRequest request, String cookies) {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private static final Pattern FORM = Pattern.compile("(?s)<form method=\"post\" action=\"([^\"]*)\"(.*?)</form>");
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"");

    /** The form of this page that goes to a path with this end, filled in with these fields. */
    static SentForm on(WebSession browser, String page, String action, Map<String, String> fields) {
        return multipart(browser, page, action, fields, "", new byte[0]);
    }

    /** The same with a file, if its field has a name. */
    static SentForm multipart(
            WebSession browser, String page, String action, Map<String, String> fields, String file, byte[] content) {
        HttpResponse<String> shown = browser.get(page);
        List<MatchResult> forms = FORM.matcher(shown.body()).results().toList();
        MatchResult form = found(forms, path -> path.equals(action))
                .or(() -> found(forms, path -> path.endsWith(action)))
                .or(() -> found(forms, path -> path.contains(action)))
                .orElseThrow(() -> new AssertionError(
                        "no form to " + action + " on " + page + ": " + shown.statusCode() + shown.body()));
        Map<String, String> all = new LinkedHashMap<>();
        HIDDEN.matcher(form.group(2))
                .results()
                .forEach(hidden -> all.put(plain(hidden.group(1)), plain(hidden.group(2))));
        all.putAll(fields);
        return of(browser, plain(form.group(1)), all, file, content);
    }

    private static Optional<MatchResult> found(List<MatchResult> forms, Predicate<String> wanted) {
        return forms.stream().filter(form -> wanted.test(plain(form.group(1)))).findFirst();
    }

    private static SentForm of(
            WebSession browser, String path, Map<String, String> fields, String file, byte[] content) {
        String url = TestServer.shared().url(path);
        String cookies = browser.cookieHeader();
        if (!file.isEmpty()) {
            HttpRequest request = new MultipartForm()
                    .fields(fields)
                    .file(file, "file.txt", content)
                    .to(url);
            return new SentForm(url, request, cookies);
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(TestApp.encode(fields)))
                .build();
        return new SentForm(url, request, cookies);
    }

    private static String plain(String html) {
        return html.replace("&#34;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    /** The same, sent to another node. */
    SentForm at(String node) {
        String there = url.replace(TestServer.shared().url(""), node);
        return new SentForm(
                there,
                HttpRequest.newBuilder(request, (name, value) -> true)
                        .uri(URI.create(there))
                        .build(),
                cookies);
    }

    /** Sends it with the cookies of the moment at which the page was opened. */
    HttpResponse<String> send() {
        return send(cookies);
    }

    /** Sends it with these cookies. */
    HttpResponse<String> send(String cookieHeader) {
        HttpRequest.Builder copy = HttpRequest.newBuilder(request, (name, value) -> true);
        return http(cookieHeader.isEmpty() ? copy : copy.header("Cookie", cookieHeader));
    }

    /** The cookies that the browser has after this answer to it. */
    String cookiesAfter(HttpResponse<String> answer) {
        return cookiesAfter(cookies, answer);
    }

    private static String cookiesAfter(String before, HttpResponse<String> answer) {
        Map<String, String> all = new LinkedHashMap<>();
        for (String each : before.split("; ")) {
            int equals = each.indexOf('=');
            if (equals > 0) {
                all.put(each.substring(0, equals), each.substring(equals + 1));
            }
        }
        for (String header : answer.headers().allValues("Set-Cookie")) {
            HttpCookie cookie = HttpCookie.parse("Set-Cookie: " + header).getFirst();
            if (cookie.getMaxAge() == 0) {
                all.remove(cookie.getName());
            } else {
                all.put(cookie.getName(), cookie.getValue());
            }
        }
        return all.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .reduce((one, other) -> one + "; " + other)
                .orElse("");
    }

    /** The page on which the browser ends after this answer; the redirect itself, where that leaves this server. */
    HttpResponse<String> end(HttpResponse<String> answer) {
        String now = cookiesAfter(answer);
        HttpResponse<String> last = answer;
        for (int hops = 0; hops < 8; hops++) {
            String location = last.headers().firstValue("Location").orElse("");
            if (location.isEmpty()
                    || !location.startsWith("/")
                            && !location.startsWith(TestServer.shared().url(""))) {
                return last;
            }
            HttpRequest.Builder next =
                    HttpRequest.newBuilder(URI.create(url).resolve(location.replaceFirst("#.*", "")));
            last = http(now.isEmpty() ? next : next.header("Cookie", now));
            now = cookiesAfter(now, last);
        }
        throw new AssertionError("a circle of redirects from " + url);
    }

    private static HttpResponse<String> http(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
