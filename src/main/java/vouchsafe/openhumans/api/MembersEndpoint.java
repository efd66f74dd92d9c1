package vouchsafe.openhumans.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vouchsafe.accounts.Members;
import vouchsafe.consent.MemberNumbers;
import vouchsafe.consent.VisibleFiles;
import vouchsafe.db.Slice;
import vouchsafe.files.FirstFiles;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.openhumans.wording.Paging;
import vouchsafe.openhumans.wording.Refusals;
import vouchsafe.projects.Project;
import vouchsafe.web.BadRequest;
import vouchsafe.web.PublicAddress;
import vouchsafe.web.api.ApiAnswer;
import vouchsafe.web.api.ApiRefusal;
import vouchsafe.web.api.Route;
import vouchsafe.wording.MemberNumberText;

/**
 * {@code GET members/}: a page of the members who share with the project now, in the order in which they first joined, each
 * with their first files. The number of statements does not depend on how many members and files there are.
 */
final class MembersEndpoint implements Endpoint {
    private static final String URL = "/api/direct-sharing/project/members/";
    private static final int FILES_SHOWN = 10;

    private final Grants grants;
    private final Members members;
    private final VisibleFiles files;
    private final MemberJson memberJson;
    private final PublicAddress address;

    MembersEndpoint(Grants grants, Members members, VisibleFiles files, MemberJson memberJson, PublicAddress address) {
        this.grants = grants;
        this.members = members;
        this.files = files;
        this.memberJson = memberJson;
        this.address = address;
    }

    @Override
    public Route<Endpoint> route() {
        return Endpoint.get("members", this);
    }

    @Override
    public boolean forMasterTokens() {
        return true;
    }

    @Override
    public ApiAnswer answer(ProjectCall call) throws ApiRefusal, BadRequest {
        Project project = call.project();
        Optional<List<String>> wanted = wanted(call);
        Paging paging = Paging.of(address.url(URL), call.query());
        UUID client = project.clientRowId();
        long count = wanted.map(numbers -> grants.numberedCount(client, numbers))
                .orElseGet(() -> grants.sharingCount(client));
        Slice<Grant> slice = Slice.of(
                paging.limit(),
                most -> wanted.map(numbers -> grants.numbered(client, numbers, paging.offset(), most))
                        .orElseGet(() -> from(client, paging, most)));
        List<Grant> page = slice.rows();
        Map<UUID, String> usernames = members.usernames(page.stream()
                .filter(grant -> grant.permissions().usernameShared())
                .map(Grant::memberId)
                .toList());
        List<FirstFiles> first = files.first(project, page, FILES_SHOWN);
        grants.noteRead(page);
        List<Map<String, @Nullable Object>> results = new ArrayList<>();
        for (int place = 0; place < page.size(); place++) {
            Grant grant = page.get(place);
            FirstFiles theirs = first.get(place);
            Map<String, @Nullable Object> member = memberJson.about(grant, usernames.get(grant.memberId()));
            member.put("file_count", theirs.count());
            member.put("exchange_member", address.url(exchangePath(grant, call)));
            member.put("data", memberJson.files(grant, theirs.files()));
            results.add(member);
        }
        if (wanted.isPresent()) {
            return ApiAnswer.ok(paging.envelope(count, results));
        }
        return ApiAnswer.ok(
                paging.envelope(count, results, slice.more() ? page.getLast().subject() : null));
    }

    /** Where the link from the page before told its last member, nobody is counted up to; else, or where that one is unknown, by offset. */
    private List<Grant> from(UUID client, Paging paging, int most) {
        return paging.after()
                .filter(number -> MemberNumbers.of(number) instanceof MemberNumbers.Valid)
                .flatMap(number -> grants.findBySubject(client, number))
                .map(last -> grants.sharing(client, last.id(), 0, most))
                .orElseGet(() -> grants.sharing(client, null, paging.offset(), most));
    }

    /**
     * The numbers that {@code project_member_id} narrows the list to, given once, several times or as a list with commas;
     * empty where it is absent.
     */
    private static Optional<List<String>> wanted(ProjectCall call) throws ApiRefusal, BadRequest {
        List<String> sent = call.query().getOrDefault("project_member_id", List.of());
        if (sent.isEmpty()) {
            return Optional.empty();
        }
        return switch (MemberNumbers.of(String.join(",", sent))) {
            case MemberNumbers.Valid(List<String> numbers) -> Optional.of(numbers);
            case MemberNumbers.Invalid fault -> throw Refusals.plain("project_member_id", MemberNumberText.of(fault));
        };
    }

    /**
     * The path of one member, with all their files. Repeats the token where this call has it in its URL, since such clients
     * follow the link as it is.
     */
    private static String exchangePath(Grant grant, ProjectCall call) throws BadRequest {
        String path = ExchangeMemberEndpoint.URL + "?project_member_id=" + grant.subject();
        List<String> tokens = call.query().getOrDefault("access_token", List.of());
        return tokens.isEmpty()
                ? path
                : path + "&access_token=" + URLEncoder.encode(tokens.getFirst(), StandardCharsets.UTF_8);
    }
}
