package vouchsafe.faults;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Somebody who looks at pages, and signs out and in again now and then. A session lasts until it is ended, and then is dead. */
final class Visitor implements Actor {
    private static final String PAGE = "/account/";
    /** An account may sign in sixty times in ten minutes. */
    private static final Duration BETWEEN_SIGN_INS = Duration.ofSeconds(15);

    private final Calls calls;
    private final Supplier<Browser> browsers;
    private final List<String> ended = new ArrayList<>();
    private @Nullable Browser signedIn;
    private long since = System.nanoTime() - BETWEEN_SIGN_INS.toNanos();

    /** @param browsers a new one of the same person */
    Visitor(Calls calls, Supplier<Browser> browsers) {
        this.calls = calls;
        this.browsers = browsers;
    }

    @Override
    public String kind() {
        return "page";
    }

    @Override
    public void act() throws Unanswered {
        Browser browser = signedIn;
        boolean due = System.nanoTime() - since > BETWEEN_SIGN_INS.toNanos();
        if (browser != null && due) {
            signOut(browser);
        } else if (browser != null) {
            look(browser, calls.node());
        } else if (due) {
            Browser next = browsers.get();
            since = System.nanoTime();
            next.signIn();
            signedIn = next;
        } else {
            Actor.expect(200, browsers.get().get(calls.node(), "/"), "anybody sees the front page");
        }
    }

    private void signOut(Browser browser) throws Unanswered {
        String cookies = browser.cookies();
        String node = calls.node();
        browser.get(node, "/account/logout/");
        // Where nobody says what became of it, nothing can be held against anybody.
        signedIn = null;
        Actor.expect(303, browser.post(node, "/account/logout/", Map.of()), "somebody signs out");
        ended.add(cookies);
    }

    private static void look(Browser browser, String node) throws Unanswered {
        Actor.expect(200, browser.get(node, PAGE), "a session that nobody ended is known at every node");
    }

    @Override
    public int verify(String node) throws Unanswered {
        Browser browser = signedIn;
        if (browser != null) {
            look(browser, node);
        }
        List<String> chosen = Sample.of(ended);
        for (String cookies : chosen) {
            HttpResponse<String> page =
                    calls.send(HttpRequest.newBuilder(URI.create(node + PAGE)).header("Cookie", cookies));
            if (page.statusCode() == 200) {
                throw new BrokenPromise("a session was ended and is alive at " + node);
            }
        }
        return chosen.size() + (browser == null ? 0 : 1);
    }
}
