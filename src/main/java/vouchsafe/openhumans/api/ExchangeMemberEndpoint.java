package vouchsafe.openhumans.api;

import java.util.List;
import java.util.Optional;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;

/** {@code GET exchange-member/}: one member, as this project may see them. */
final class ExchangeMemberEndpoint implements ApiEndpoint {
    private final Grants grants;
    private final MemberJson memberJson;

    ExchangeMemberEndpoint(Grants grants, MemberJson memberJson) {
        this.grants = grants;
        this.memberJson = memberJson;
    }

    @Override
    public String path() {
        return "exchange-member";
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public ApiAnswer answer(ApiCall call) throws ApiRefusal {
        List<String> ids = call.query().getOrDefault("project_member_id", List.of());
        Grant grant =
                call.member(ids.size() > 1 ? Optional.of("") : ids.stream().findFirst());
        grants.noteRead(grant);
        return ApiAnswer.ok(memberJson.of(grant));
    }
}
