package vouchsafe.openhumans.api;

import vouchsafe.files.QuotaReached;
import vouchsafe.openhumans.wording.Refusals;
import vouchsafe.web.api.ApiRefusal;

/** Says that a file does not fit into the room there is. */
final class FullStorage {
    private FullStorage() {}

    static ApiRefusal refusal(ProjectCall call, QuotaReached reason) {
        reason.retryAfter().ifPresent(wait -> call.answerWith("Retry-After", Long.toString(wait.toSeconds() + 1)));
        String text = reason.explanation();
        return Refusals.detail(reason.status(), "quota_reached", text, text);
    }
}
