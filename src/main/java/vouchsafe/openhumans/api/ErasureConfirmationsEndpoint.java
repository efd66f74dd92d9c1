package vouchsafe.openhumans.api;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import vouchsafe.consent.ErasureConfirmed;
import vouchsafe.consent.Erasures;
import vouchsafe.consent.MemberNumbers;
import vouchsafe.openhumans.wording.Refusals;
import vouchsafe.openhumans.wording.WireTime;
import vouchsafe.web.BadRequest;
import vouchsafe.web.api.ApiAnswer;
import vouchsafe.web.api.ApiRefusal;
import vouchsafe.web.api.Route;
import vouchsafe.wording.MemberNumberText;

/**
 * {@code POST erasure-confirmations/}: a project confirms that it erased its data of a member who left and asked for
 * erasure. Open Humans has no such endpoint. A repeated confirmation gets the same answer.
 */
final class ErasureConfirmationsEndpoint implements Endpoint {
    private final Erasures erasures;

    ErasureConfirmationsEndpoint(Erasures erasures) {
        this.erasures = erasures;
    }

    @Override
    public Route<Endpoint> route() {
        return Endpoint.post("erasure-confirmations", this);
    }

    @Override
    public ApiAnswer answer(ProjectCall call) throws ApiRefusal, BadRequest, IOException {
        if (call.caller() instanceof Caller.ForMember) {
            throw Refusals.detail(403, "Use the project's master access token: the member has left.");
        }
        String number = call.body()
                .text("project_member_id")
                .orElseThrow(() -> Refusals.field("project_member_id", "This field is required."));
        if (!number.matches("[0-9]{8}")) {
            throw Refusals.field("project_member_id", MemberNumberText.of(MemberNumbers.Invalid.NOT_8_DIGITS));
        }
        return switch (erasures.confirm(call.project(), number, null)) {
            case ErasureConfirmed.Yes yes ->
                ApiAnswer.ok(Map.of("project_member_id", yes.number(), "erasure_confirmed", WireTime.of(yes.at())));
            case ErasureConfirmed.UnknownNumber unknown ->
                throw Refusals.field("project_member_id", MemberNumberText.unknown(List.of(number)));
            case ErasureConfirmed.NotAsked notAsked ->
                throw Refusals.field(
                        "project_member_id", "This member has not asked you to erase data, or has joined again.");
        };
    }
}
