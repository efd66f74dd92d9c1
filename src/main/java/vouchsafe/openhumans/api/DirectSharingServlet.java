package vouchsafe.openhumans.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.accounts.Standings;
import vouchsafe.audit.RequestLog;
import vouchsafe.grants.Grants;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.web.BadRequest;
import vouchsafe.web.api.MachineServlet;

/**
 * {@code /api/direct-sharing/project/...}: finds the endpoint, then the caller, then lets the endpoint answer. Paths end with
 * a slash, without one, or with {@code .json}.
 */
final class DirectSharingServlet extends MachineServlet {
    private static final long serialVersionUID = 1L;

    private final transient JsonMapper json;
    private final transient Map<String, ApiEndpoint> endpoints;
    private final transient Callers callers;
    private final transient Grants grants;
    private final transient Standings standings;
    private final transient Projects projects;
    private final transient ApiBody.Reader bodies;
    private final transient RequestLog requestLog;

    DirectSharingServlet(
            JsonMapper json,
            List<ApiEndpoint> endpoints,
            Callers callers,
            Grants grants,
            Standings standings,
            Projects projects,
            RequestLog requestLog) {
        super(json, Set.of("GET", "HEAD", "POST", "OPTIONS"));
        this.json = json;
        this.endpoints = endpoints.stream().collect(Collectors.toMap(ApiEndpoint::path, Function.identity()));
        this.callers = callers;
        this.grants = grants;
        this.standings = standings;
        this.projects = projects;
        this.bodies = new ApiBody.Reader(json);
        this.requestLog = requestLog;
    }

    @Override
    protected void answer(HttpServletRequest request, HttpServletResponse response) throws BadRequest, IOException {
        response.setHeader("Access-Control-Allow-Origin", "*");
        ApiEndpoint endpoint = endpoints.get(word(request.getPathInfo()));
        if (endpoint == null) {
            write(response, 404, detail("Not found."));
            return;
        }
        if (request.getMethod().equals("OPTIONS")) {
            describe(response, endpoint);
            return;
        }
        if (!endpoint.methods().contains(request.getMethod())) {
            response.setHeader("Allow", allowed(endpoint));
            write(response, 405, detail(methodNotAllowed(request.getMethod())));
            return;
        }
        Map<String, List<String>> query = BearerToken.query(request);
        switch (callers.identify(request, query)) {
            case Callers.Result.Unknown unknown -> refuse(response, unknown, endpoint);
            case Callers.Result.Known(Caller.ForMember member)
            when endpoint.forMasterTokens() -> refuse(response, Callers.memberToken(member), endpoint);
            case Callers.Result.Known(Caller caller) -> {
                if (query.containsKey("access_token")) {
                    // Accepted, since clients do it, but deprecated: a token in a URL ends up in logs (RFC 6750 section
                    // 2.3).
                    response.setHeader("Deprecation", "true");
                }
                serve(request, response, endpoint, caller, query);
            }
        }
    }

    private void serve(
            HttpServletRequest request,
            HttpServletResponse response,
            ApiEndpoint endpoint,
            Caller caller,
            Map<String, List<String>> query)
            throws BadRequest, IOException {
        String needed = endpoint.method().equals("GET") ? "read" : "write";
        if (caller instanceof Caller.ForMember member && !member.scopes().contains(needed)) {
            response.setHeader("WWW-Authenticate", "Bearer error=\"insufficient_scope\", scope=\"" + needed + "\"");
            refused(endpoint, caller, 403, "insufficient_scope", "the token lacks the scope " + needed);
            write(response, 403, detail("This token lacks the scope \"" + needed + "\"."));
            return;
        }
        try {
            ApiAnswer answer =
                    endpoint.answer(new ApiCall(request, caller, project(caller), query, grants, standings, bodies));
            requestLog.answered(caller.clientRowId(), name(endpoint));
            write(response, answer.status(), json.writeValueAsString(answer.body()));
        } catch (ApiRefusal refusal) {
            refused(endpoint, caller, refusal.status(), "invalid_request", refusal.why());
            write(response, refusal.status(), json.writeValueAsString(refusal.body()));
        } catch (BadRequest bad) {
            refused(endpoint, caller, bad.status(), "invalid_request", bad.explanation());
            throw bad;
        }
    }

    private Project project(Caller caller) {
        return switch (caller) {
            case Caller.ForProject(Project project) -> project;
            case Caller.ForMember member ->
                projects.byClient(member.clientRowId())
                        .orElseThrow(() -> new IllegalStateException("a project's client has a project"));
        };
    }

    private void refuse(HttpServletResponse response, Callers.Result.Unknown unknown, ApiEndpoint endpoint)
            throws IOException {
        String error = unknown.error() == null ? "" : ", error=\"" + unknown.error() + "\"";
        response.setHeader("WWW-Authenticate", "Bearer realm=\"api\"" + error);
        unknown.client()
                .ifPresent(
                        client -> requestLog.refused(client, name(endpoint), 401, "invalid_token", unknown.detail()));
        write(response, 401, detail(unknown.detail()));
    }

    private void describe(HttpServletResponse response, ApiEndpoint endpoint) throws IOException {
        response.setHeader("Allow", allowed(endpoint));
        response.setHeader("Access-Control-Allow-Methods", allowed(endpoint));
        response.setHeader("Access-Control-Allow-Headers", "Authorization, Content-Type");
        response.setHeader("Access-Control-Max-Age", "86400");
        write(
                response,
                200,
                Map.of(
                        "name",
                        name(endpoint),
                        "description",
                        "",
                        "renders",
                        List.of("application/json"),
                        "parses",
                        List.of("application/json", "application/x-www-form-urlencoded", "multipart/form-data")));
    }

    private void refused(ApiEndpoint endpoint, Caller caller, int status, String error, String why) {
        requestLog.refused(caller.clientRowId(), name(endpoint), status, error, why);
    }

    private static String allowed(ApiEndpoint endpoint) {
        return String.join(", ", endpoint.methods().stream().sorted().toList());
    }

    private static String name(ApiEndpoint endpoint) {
        return endpoint.path().isEmpty() ? "project" : endpoint.path();
    }

    private static String word(@Nullable String path) {
        String word = path == null ? "" : path.startsWith("/") ? path.substring(1) : path;
        int ending = word.endsWith("/") ? 1 : word.endsWith(".json") ? ".json".length() : 0;
        return word.substring(0, word.length() - ending);
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
