package vouchsafe.faults;

import java.net.http.HttpResponse;
import vouchsafe.ProjectApp;
import vouchsafe.ProjectApp.Tokens;

/** An app that keeps a connection alive. The newest refresh token it was given works, whatever happened after that. */
final class RefreshingApp implements Actor {
    private static final String PROMISE = "the newest refresh token that was answered for works";

    private final Calls calls;
    private final ProjectApp app;
    private Tokens newest;

    RefreshingApp(Calls calls, ProjectApp app, Tokens first) {
        this.calls = calls;
        this.app = app;
        this.newest = first;
    }

    @Override
    public String kind() {
        return "refresh";
    }

    @Override
    public void act() throws Unanswered {
        refresh(calls.node());
    }

    private void refresh(String node) throws Unanswered {
        HttpResponse<String> answer = calls.send(app.refresh(node, newest.refresh()));
        newest = Tokens.of(Actor.expect(200, answer, PROMISE));
    }

    @Override
    public int verify(String node) throws Unanswered {
        refresh(node);
        for (String each : calls.nodes()) {
            Actor.expect(
                    200,
                    calls.send(app.member(each, newest.access())),
                    "an access token that was answered for works at every node");
        }
        return 2;
    }
}
