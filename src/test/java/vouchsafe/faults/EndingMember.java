package vouchsafe.faults;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vouchsafe.ProjectApp;
import vouchsafe.ProjectApp.Tokens;

/**
 * A member who connects an app and ends that again, by turns through the app (with either token) and on the page of the
 * portal. What was said to have ended is dead for good.
 */
final class EndingMember implements Actor {
    private static final Pattern LEAVE = Pattern.compile("(/direct-sharing/projects/leave/[0-9a-f-]{36}/)");
    private static final String CONNECTIONS = "/member/me/connections/";

    private final Calls calls;
    private final ProjectApp app;
    private final Browser browser;
    private final List<Tokens> ended = new ArrayList<>();
    private @Nullable Tokens connected;

    EndingMember(Calls calls, ProjectApp app, Browser browser) {
        this.calls = calls;
        this.app = app;
        this.browser = browser;
    }

    @Override
    public String kind() {
        return "connect or end";
    }

    @Override
    public void act() throws Unanswered {
        Tokens tokens = connected;
        if (tokens == null) {
            connected = browser.connect(app);
            return;
        }
        String node = calls.node();
        switch (ended.size() % 3) {
            case 0 -> revoke(node, tokens.refresh());
            case 1 -> revoke(node, tokens.access());
            default -> leave(node);
        }
        connected = null;
        ended.add(tokens);
        assertDead(node, tokens);
    }

    private void revoke(String node, String token) throws Unanswered {
        Actor.expect(200, calls.send(app.revoke(node, token)), "a token of one's own is revoked");
    }

    private void leave(String node) throws Unanswered {
        HttpResponse<String> connections =
                Actor.expect(200, browser.get(node, CONNECTIONS), "a member sees the connections");
        Optional<String> leave = Browser.find(LEAVE, connections);
        // Without one, an earlier request that nobody answered had come through.
        if (leave.isPresent()) {
            browser.get(node, leave.get());
            Actor.expect(303, browser.post(node, leave.get(), Map.of()), "a member withdraws");
        }
    }

    private void assertDead(String node, Tokens tokens) throws Unanswered {
        assertAccessDead(node, tokens);
        Actor.expect(400, calls.send(app.refresh(node, tokens.refresh())), "an ended refresh token is refused");
    }

    private void assertAccessDead(String node, Tokens tokens) throws Unanswered {
        Actor.expect(401, calls.send(app.member(node, tokens.access())), "an ended access token is refused");
    }

    @Override
    public int verify(String node) throws Unanswered {
        List<Tokens> chosen = Sample.of(ended);
        for (Tokens each : chosen) {
            assertAccessDead(node, each);
        }
        // Whoever sends many refresh tokens that are refused is taken for somebody who guesses.
        if (!ended.isEmpty()) {
            assertDead(node, ended.getLast());
        }
        Tokens live = connected;
        if (live != null) {
            Actor.expect(
                    200,
                    calls.send(app.member(node, live.access())),
                    "an access token that nobody ended works at every node");
        }
        return chosen.size() + 2;
    }
}
