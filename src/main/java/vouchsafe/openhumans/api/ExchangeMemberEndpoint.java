package vouchsafe.openhumans.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;
import vouchsafe.consent.VisibleFiles;
import vouchsafe.files.FirstFiles;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.openhumans.wording.Paging;
import vouchsafe.openhumans.wording.Refusals;
import vouchsafe.web.BadRequest;
import vouchsafe.web.PublicAddress;
import vouchsafe.web.api.ApiAnswer;
import vouchsafe.web.api.ApiRefusal;
import vouchsafe.web.api.Route;

/** {@code GET exchange-member/}: one member and a page of those of their files that this project may see. */
final class ExchangeMemberEndpoint implements Endpoint {
    static final String URL = "/api/direct-sharing/project/exchange-member/";

    private final Grants grants;
    private final Members members;
    private final VisibleFiles files;
    private final MemberJson memberJson;
    private final PublicAddress address;

    ExchangeMemberEndpoint(
            Grants grants, Members members, VisibleFiles files, MemberJson memberJson, PublicAddress address) {
        this.grants = grants;
        this.members = members;
        this.files = files;
        this.memberJson = memberJson;
        this.address = address;
    }

    @Override
    public Route<Endpoint> route() {
        return Endpoint.get("exchange-member", this);
    }

    @Override
    public ApiAnswer answer(ProjectCall call) throws ApiRefusal, BadRequest {
        List<String> ids = call.query().getOrDefault("project_member_id", List.of());
        Grant grant =
                call.member(ids.size() > 1 ? Optional.of("") : ids.stream().findFirst());
        // A member whose account is suspended or deleted is unknown to every project (PT-03).
        Member member = members.find(grant.memberId())
                .filter(Member::active)
                .orElseThrow(() -> Refusals.plain("project_member_id", "project_member_id is invalid"));
        grants.noteRead(grant);
        Paging paging = Paging.of(address.url(URL), call.query());
        FirstFiles page = files.page(call.project(), grant, paging.offset(), paging.limit());
        Map<String, @Nullable Object> answer = paging.links(page.count());
        answer.putAll(memberJson.about(grant, grant.permissions().usernameShared() ? member.username() : null));
        answer.put("data", memberJson.files(grant, page.files()));
        return ApiAnswer.ok(answer);
    }
}
