package vouchsafe.hypothesis.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.annotations.AnnotationLedger;
import vouchsafe.annotations.Readers;
import vouchsafe.crypto.Digests;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.hypothesis.ApiCaller;
import vouchsafe.hypothesis.ApiCallers;
import vouchsafe.hypothesis.ApiServlet;
import vouchsafe.hypothesis.RefusedCalls;
import vouchsafe.web.BadRequest;
import vouchsafe.web.EntityTag;

/**
 * {@code /api/...} of annotation clients: finds the route, then the caller, then the version, then lets the route answer. A
 * thing that the caller may not see counts as absent: 404 stands for every refusal of that kind.
 */
final class AnnotationApiServlet extends ApiServlet {
    private static final long serialVersionUID = 1L;
    private static final String BASE = "/api/";
    private static final int DIGEST = 16;

    private final transient JsonMapper json;
    private final transient List<Route> routes;
    private final transient ApiCallers callers;
    private final transient Readers readers;
    private final transient Grants grants;
    private final transient AnnotationLedger ledger;
    private final transient RefusedCalls calls;

    AnnotationApiServlet(
            JsonMapper json,
            List<Route> routes,
            ApiCallers callers,
            Readers readers,
            Grants grants,
            AnnotationLedger ledger,
            RefusedCalls calls) {
        super(json, Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));
        this.json = json;
        this.routes = List.copyOf(routes);
        this.callers = callers;
        this.readers = readers;
        this.grants = grants;
        this.ledger = ledger;
        this.calls = calls;
    }

    @Override
    protected void call(HttpServletRequest request, HttpServletResponse response) throws BadRequest, IOException {
        String path = request.getRequestURI();
        if (path.equals("/api")) {
            response.setHeader("Location", BASE);
            response.setStatus(307);
            return;
        }
        try {
            serve(request, response, find(request.getMethod(), words(path)));
        } catch (ApiRefusal refusal) {
            write(response, refusal.status(), failure(refusal.status(), "", refusal.reason()));
        }
    }

    /** The requested route, with the values of its path's variables. */
    private record Asked(Route route, Map<String, String> variables) {}

    private Optional<Asked> find(String method, List<String> words) {
        for (Route route : routes) {
            Optional<Map<String, String>> variables = route.takes(method) ? route.match(words) : Optional.empty();
            if (variables.isPresent()) {
                return Optional.of(new Asked(route, variables.get()));
            }
        }
        return Optional.empty();
    }

    /** Answers one call, and notes the outcome for the owner of the app. */
    private void serve(HttpServletRequest request, HttpServletResponse response, Optional<Asked> asked)
            throws ApiRefusal, BadRequest, IOException {
        boolean forClients = asked.filter(each -> each.route().forClients()).isPresent();
        ApiCaller caller = forClients ? callers.identifyOrClient(request) : callers.identify(request);
        String endpoint = asked.map(each -> each.route().label()).orElse("unknown");
        try {
            serve(request, response, asked.orElseThrow(ApiRefusal::notFound), caller);
            calls.served(caller, endpoint, response.getStatus());
        } catch (ApiRefusal refusal) {
            calls.refused(caller, endpoint, refusal.status(), refusal.error(), refusal.reason());
            throw refusal;
        } catch (BadRequest bad) {
            calls.refused(caller, endpoint, bad.status(), "invalid_request", bad.explanation());
            throw bad;
        }
    }

    private void serve(HttpServletRequest request, HttpServletResponse response, Asked asked, ApiCaller caller)
            throws ApiRefusal, BadRequest, IOException {
        Route route = asked.route();
        String version = MediaTypes.version(request.getHeader("Accept")).orElseThrow(ApiRefusal::notAcceptable);
        response.setHeader("Hypothesis-Media-Type", version);
        ApiCall call = new ApiCall(request, caller, asked.variables(), readers, json);
        ApiAnswer answer = route.handler().answer(call);
        noteUse(caller);
        byte[] body = answer.body() == null ? new byte[0] : json.writeValueAsBytes(answer.body());
        boolean tagged = answer.body() != null && route.method().equals("GET");
        EntityTag tag = new EntityTag(tagged ? HexFormat.of().formatHex(Digests.sha256(body), 0, DIGEST) : "");
        boolean known = tagged && tag.knownTo(request);
        if (!known && !request.getMethod().equals("HEAD")) {
            call.handout().ifPresent(ledger::note);
        }
        response.setHeader("Cache-Control", answer.caching());
        response.addHeader("Vary", "Accept, Authorization");
        if (tagged) {
            response.setHeader("ETag", tag.header());
        }
        response.setStatus(known ? HttpServletResponse.SC_NOT_MODIFIED : answer.status());
        if (answer.body() != null && !known) {
            response.setContentType(answer.contentType());
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }
    }

    /** Notes the use of the grant: the member sees on the connections page when an app last used it. */
    private void noteUse(ApiCaller caller) {
        if (caller instanceof ApiCaller.ForMember member) {
            Grant grant = member.token().grant();
            if (grant != null) {
                grants.noteRead(grant);
            }
        }
    }

    /** The words behind {@code /api/}, decoded. */
    private static List<String> words(String path) throws BadRequest, ApiRefusal {
        List<String> words = new java.util.ArrayList<>();
        for (String word :
                path.substring(Math.min(path.length(), BASE.length())).split("/", -1)) {
            String decoded = vouchsafe.web.FormBody.percentDecode(word.replace("+", "%2B"));
            if (decoded.codePoints().anyMatch(Character::isISOControl)) {
                throw ApiRefusal.notFound();
            }
            words.add(decoded);
        }
        return words;
    }
}
