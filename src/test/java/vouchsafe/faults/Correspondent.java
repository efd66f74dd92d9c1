package vouchsafe.faults;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import vouchsafe.ProjectApp;

/** A project that writes to a member. Each message that was taken arrives by mail, once. */
final class Correspondent implements Actor {
    private final Calls calls;
    private final ProjectApp app;
    private final String member;
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private int written;

    /** @param member number of the member in the project */
    Correspondent(Calls calls, ProjectApp app, String member) {
        this.calls = calls;
        this.app = app;
        this.member = member;
    }

    @Override
    public String kind() {
        return "message";
    }

    @Override
    public void act() throws Unanswered {
        String subject = "Letter-" + written++ + "-";
        Actor.expect(
                200,
                calls.send(app.message(calls.node(), subject, "project_member_ids=" + member)),
                "a message is taken");
        taken.add(subject);
    }

    /** Mails come later; they are looked for at the end. */
    @Override
    public int verify(String node) {
        return 0;
    }

    /** What stands in the subjects of the messages that were taken so far. */
    List<String> taken() {
        return List.copyOf(taken);
    }
}
