package vouchsafe.openhumans.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vouchsafe.accounts.Standings;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.projects.Project;
import vouchsafe.web.BadRequest;

/** One call of the direct-sharing API: its caller, its project and its input. */
final class ApiCall {
    private final HttpServletRequest request;
    private final Caller caller;
    private final Project project;
    private final Map<String, List<String>> query;
    private final Grants grants;
    private final Standings standings;
    private final ApiBody.Reader bodies;
    private @Nullable ApiBody body;

    ApiCall(
            HttpServletRequest request,
            Caller caller,
            Project project,
            Map<String, List<String>> query,
            Grants grants,
            Standings standings,
            ApiBody.Reader bodies) {
        this.request = request;
        this.caller = caller;
        this.project = project;
        this.query = query;
        this.grants = grants;
        this.standings = standings;
        this.bodies = bodies;
    }

    Caller caller() {
        return caller;
    }

    Project project() {
        return project;
    }

    /** The URL's parameters, the token's included. */
    Map<String, List<String>> query() {
        return query;
    }

    /** The raw request, for endpoints that stream its body. */
    HttpServletRequest request() {
        return request;
    }

    /** The fields of the body, read once. An endpoint that streams must not ask for them. */
    ApiBody body() throws BadRequest, IOException {
        ApiBody known = body;
        if (known == null) {
            known = bodies.read(request);
            body = known;
        }
        return known;
    }

    /**
     * The member that a call is about: the owner of its token or, with a master token, the member whom the project knows by
     * this number. Members who left, never joined, are suspended or share with another project all look the same.
     *
     * @param projectMemberId the number in the call; ignored with a member's own token
     */
    Grant member(Optional<String> projectMemberId) throws ApiRefusal {
        return switch (caller) {
            case Caller.ForMember member -> member.grant();
            case Caller.ForProject forProject -> {
                String id = projectMemberId.orElseThrow(() -> ApiRefusal.plain(
                        "project_member_id", "project_member_id is required with a master access token"));
                yield Optional.of(id)
                        .filter(text -> text.matches("[0-9]{8}"))
                        .flatMap(number -> grants.findBySubject(project.clientRowId(), number))
                        .filter(Grant::active)
                        .filter(grant -> standings.active(grant.memberId()))
                        .orElseThrow(ApiCall::unknownMember);
            }
        };
    }

    /** The refusal for members who left, never joined, or whose account is not in use. */
    static ApiRefusal unknownMember() {
        return ApiRefusal.plain("project_member_id", "project_member_id is invalid");
    }
}
