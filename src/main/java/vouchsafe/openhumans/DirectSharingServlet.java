package vouchsafe.openhumans;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.audit.RequestLog;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.web.BadRequest;
import vouchsafe.web.MachineServlet;

/**
 * {@code /api/direct-sharing/project/...}: what a project reads, with a member's token or its master token. Paths end with a
 * slash, without one, or with {@code .json}.
 */
final class DirectSharingServlet extends MachineServlet {
    private static final long serialVersionUID = 1L;

    private final transient Callers callers;
    private final transient Grants grants;
    private final transient Projects projects;
    private final transient MemberJson memberJson;
    private final transient ProjectJson projectJson;
    private final transient RequestLog requestLog;

    DirectSharingServlet(
            JsonMapper json,
            Callers callers,
            Grants grants,
            Projects projects,
            MemberJson memberJson,
            ProjectJson projectJson,
            RequestLog requestLog) {
        super(json, Set.of("GET", "HEAD", "OPTIONS"));
        this.callers = callers;
        this.grants = grants;
        this.projects = projects;
        this.memberJson = memberJson;
        this.projectJson = projectJson;
        this.requestLog = requestLog;
    }

    private enum Endpoint {
        EXCHANGE_MEMBER("exchange-member"),
        PROJECT("");

        private final String word;

        Endpoint(String word) {
            this.word = word;
        }

        static Optional<Endpoint> of(@Nullable String path) {
            String word = path == null ? "" : withoutEnding(path.startsWith("/") ? path.substring(1) : path);
            for (Endpoint endpoint : values()) {
                if (endpoint.word.equals(word)) {
                    return Optional.of(endpoint);
                }
            }
            return Optional.empty();
        }

        private static String withoutEnding(String path) {
            int ending = path.endsWith("/") ? 1 : path.endsWith(".json") ? ".json".length() : 0;
            return path.substring(0, path.length() - ending);
        }
    }

    @Override
    protected void answer(HttpServletRequest request, HttpServletResponse response) throws BadRequest, IOException {
        response.setHeader("Access-Control-Allow-Origin", "*");
        Optional<Endpoint> endpoint = Endpoint.of(request.getPathInfo());
        if (endpoint.isEmpty()) {
            write(response, 404, detail("Not found."));
            return;
        }
        if (request.getMethod().equals("OPTIONS")) {
            describe(response);
            return;
        }
        Map<String, List<String>> query = BearerToken.query(request);
        switch (callers.identify(request, query)) {
            case Callers.Result.Unknown unknown -> refuse(response, unknown, endpoint.get());
            case Callers.Result.Known(Caller caller) -> {
                if (query.containsKey("access_token")) {
                    // Works, since clients do it; a token in a URL ends up in logs (RFC 6750 section 2.3).
                    response.setHeader("Deprecation", "true");
                }
                serve(response, endpoint.get(), caller, query);
            }
        }
    }

    private void serve(HttpServletResponse response, Endpoint endpoint, Caller caller, Map<String, List<String>> query)
            throws IOException {
        if (caller instanceof Caller.ForMember member && !member.scopes().contains("read")) {
            response.setHeader("WWW-Authenticate", "Bearer error=\"insufficient_scope\", scope=\"read\"");
            note(caller.clientRowId(), endpoint, 403, "insufficient_scope", "the token lacks the scope read");
            write(response, 403, detail("This token lacks the scope \"read\"."));
            return;
        }
        switch (endpoint) {
            case EXCHANGE_MEMBER -> exchangeMember(response, caller, query);
            case PROJECT -> write(response, 200, projectJson.of(project(caller)));
        }
        requestLog.answered(caller.clientRowId(), name(endpoint));
    }

    private void exchangeMember(HttpServletResponse response, Caller caller, Map<String, List<String>> query)
            throws IOException {
        Optional<Grant> grant = switch (caller) {
            case Caller.ForMember member -> Optional.of(member.grant());
            case Caller.ForProject(Project project) -> named(project, query);
        };
        if (grant.isEmpty()) {
            String problem = query.containsKey("project_member_id")
                    ? "project_member_id is invalid"
                    : "project_member_id is required with a master access token";
            note(caller.clientRowId(), Endpoint.EXCHANGE_MEMBER, 400, "invalid_request", problem);
            write(response, 400, Map.of("project_member_id", problem));
            return;
        }
        grants.noteRead(grant.get());
        write(response, 200, memberJson.of(grant.get()));
    }

    /** A member who left, never came, or shares with another project: all look the same. */
    private Optional<Grant> named(Project project, Map<String, List<String>> query) {
        List<String> ids = query.getOrDefault("project_member_id", List.of());
        return ids.size() == 1 && ids.getFirst().matches("[0-9]{8}")
                ? grants.findBySubject(project.clientRowId(), ids.getFirst()).filter(Grant::active)
                : Optional.empty();
    }

    private Project project(Caller caller) {
        return switch (caller) {
            case Caller.ForProject(Project project) -> project;
            case Caller.ForMember member ->
                projects.byClient(member.clientRowId())
                        .orElseThrow(() -> new IllegalStateException("a project's client has a project"));
        };
    }

    private void refuse(HttpServletResponse response, Callers.Result.Unknown unknown, Endpoint endpoint)
            throws IOException {
        String error = unknown.error() == null ? "" : ", error=\"" + unknown.error() + "\"";
        response.setHeader("WWW-Authenticate", "Bearer realm=\"api\"" + error);
        unknown.client().ifPresent(client -> note(client, endpoint, 401, "invalid_token", unknown.detail()));
        write(response, 401, detail(unknown.detail()));
    }

    private void describe(HttpServletResponse response) throws IOException {
        response.setHeader("Allow", "GET, HEAD, OPTIONS");
        response.setHeader("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS");
        response.setHeader("Access-Control-Allow-Headers", "Authorization, Content-Type");
        response.setHeader("Access-Control-Max-Age", "86400");
        write(response, 200, Map.of("renders", List.of("application/json")));
    }

    private void note(UUID clientRowId, Endpoint endpoint, int status, String error, String why) {
        requestLog.refused(clientRowId, name(endpoint), status, error, why);
    }

    private static String name(Endpoint endpoint) {
        return endpoint == Endpoint.PROJECT ? "project" : endpoint.word;
    }

    private static Map<String, Object> detail(String text) {
        return Map.of("detail", text);
    }

    @Override
    protected Object failure(int status, String error, String description) {
        return detail(description);
    }

    @Override
    protected String methodNotAllowed(String method) {
        String printable = method.replaceAll("[^A-Za-z]", "?");
        return "Method \"" + printable + "\" not allowed.";
    }
}
