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
import vouchsafe.openhumans.wording.Refusals;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.web.BadRequest;
import vouchsafe.web.api.ApiRefusal;
import vouchsafe.web.api.ApiRequest;

/** One call of the direct-sharing API: its caller, its project and its input. */
final class ProjectCall {
    private final ApiRequest request;
    private final Caller caller;
    private final Project project;
    private final Maker maker;
    private @Nullable ApiBody body;

    private ProjectCall(ApiRequest request, Caller caller, Project project, Maker maker) {
        this.request = request;
        this.caller = caller;
        this.project = project;
        this.maker = maker;
    }

    /** Makes calls of requests, with what each needs to find its project, its member and its body. */
    static final class Maker {
        private final Projects projects;
        private final Grants grants;
        private final Standings standings;
        private final ApiBody.Reader bodies;

        Maker(Projects projects, Grants grants, Standings standings, ApiBody.Reader bodies) {
            this.projects = projects;
            this.grants = grants;
            this.standings = standings;
            this.bodies = bodies;
        }

        ProjectCall call(ApiRequest request, Caller caller) {
            Project project = switch (caller) {
                case Caller.ForProject(Project own) -> own;
                case Caller.ForMember member ->
                    projects.byClient(member.clientRowId())
                            .orElseThrow(() -> new IllegalStateException("a project's client has a project"));
            };
            return new ProjectCall(request, caller, project, this);
        }
    }

    Caller caller() {
        return caller;
    }

    Project project() {
        return project;
    }

    /** The URL's parameters, the token's included. */
    Map<String, List<String>> query() throws BadRequest {
        return request.query();
    }

    /** The raw request, for endpoints that stream its body. */
    HttpServletRequest request() {
        return request.raw();
    }

    /** Sets a header of the answer, be it a refusal or not. */
    void answerWith(String header, String value) {
        request.answerWith(header, value);
    }

    /** The fields of the body, read once. An endpoint that streams must not ask for them. */
    ApiBody body() throws BadRequest, IOException {
        ApiBody known = body;
        if (known == null) {
            known = maker.bodies.read(request.raw());
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
                String id = projectMemberId.orElseThrow(() -> Refusals.plain(
                        "project_member_id", "project_member_id is required with a master access token"));
                yield Optional.of(id)
                        .filter(text -> text.matches("[0-9]{8}"))
                        .flatMap(number -> maker.grants.findBySubject(project.clientRowId(), number))
                        .filter(Grant::active)
                        .filter(grant -> maker.standings.active(grant.memberId()))
                        .orElseThrow(ProjectCall::unknownMember);
            }
        };
    }

    /** The refusal for members who left, never joined, or whose account is not in use. */
    static ApiRefusal unknownMember() {
        return Refusals.plain("project_member_id", "project_member_id is invalid");
    }
}
