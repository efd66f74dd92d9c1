package vouchsafe.openhumans.api;

import java.util.List;
import java.util.Map;
import vouchsafe.consent.SignedReceipt;
import vouchsafe.consent.SignedReceipts;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;

/**
 * {@code GET receipts/?project_member_id=}: the signed receipts of one member's consent, also after the member left. Open
 * Humans has no such endpoint.
 */
final class ReceiptsEndpoint implements ApiEndpoint {
    private final Grants grants;
    private final SignedReceipts receipts;

    ReceiptsEndpoint(Grants grants, SignedReceipts receipts) {
        this.grants = grants;
        this.receipts = receipts;
    }

    @Override
    public String path() {
        return "receipts";
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public ApiAnswer answer(ApiCall call) throws ApiRefusal {
        Grant grant = grant(call);
        return ApiAnswer.ok(Map.of(
                "project_member_id",
                grant.subject(),
                "keys",
                receipts.keysUrl(),
                "receipts",
                receipts.of(grant).stream().map(SignedReceipt::document).toList()));
    }

    private Grant grant(ApiCall call) throws ApiRefusal {
        if (call.caller() instanceof Caller.ForMember member) {
            return member.grant();
        }
        List<String> numbers = call.query().getOrDefault("project_member_id", List.of());
        if (numbers.isEmpty()) {
            throw ApiRefusal.plain("project_member_id", "project_member_id is required with a master access token");
        }
        return numbers.stream()
                .filter(number -> numbers.size() == 1 && number.matches("[0-9]{8}"))
                .findFirst()
                .flatMap(number -> grants.findBySubject(call.project().clientRowId(), number))
                .orElseThrow(() -> ApiRefusal.plain("project_member_id", "project_member_id is invalid"));
    }
}
