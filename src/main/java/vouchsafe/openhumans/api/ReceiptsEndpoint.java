package vouchsafe.openhumans.api;

import java.util.List;
import java.util.Map;
import vouchsafe.consent.SignedReceipt;
import vouchsafe.consent.SignedReceipts;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.openhumans.wording.Refusals;
import vouchsafe.web.BadRequest;
import vouchsafe.web.api.ApiAnswer;
import vouchsafe.web.api.ApiRefusal;
import vouchsafe.web.api.Route;

/**
 * {@code GET receipts/?project_member_id=}: the signed receipts of one member's consent, also after the member left. Open
 * Humans has no such endpoint.
 */
final class ReceiptsEndpoint implements Endpoint {
    private final Grants grants;
    private final SignedReceipts receipts;

    ReceiptsEndpoint(Grants grants, SignedReceipts receipts) {
        this.grants = grants;
        this.receipts = receipts;
    }

    @Override
    public Route<Endpoint> route() {
        return Endpoint.get("receipts", this);
    }

    @Override
    public ApiAnswer answer(ProjectCall call) throws ApiRefusal, BadRequest {
        Grant grant = grant(call);
        return ApiAnswer.ok(Map.of(
                "project_member_id",
                grant.subject(),
                "keys",
                receipts.keysUrl(),
                "receipts",
                receipts.of(grant).stream().map(SignedReceipt::document).toList()));
    }

    private Grant grant(ProjectCall call) throws ApiRefusal, BadRequest {
        if (call.caller() instanceof Caller.ForMember member) {
            return member.grant();
        }
        List<String> numbers = call.query().getOrDefault("project_member_id", List.of());
        if (numbers.isEmpty()) {
            throw Refusals.plain("project_member_id", "project_member_id is required with a master access token");
        }
        return numbers.stream()
                .filter(number -> numbers.size() == 1 && number.matches("[0-9]{8}"))
                .findFirst()
                .flatMap(number -> grants.findBySubject(call.project().clientRowId(), number))
                .orElseThrow(() -> Refusals.plain("project_member_id", "project_member_id is invalid"));
    }
}
