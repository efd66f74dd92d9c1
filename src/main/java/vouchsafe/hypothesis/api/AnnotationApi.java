package vouchsafe.hypothesis.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.annotations.AnnotationLedger;
import vouchsafe.annotations.Readers;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.hypothesis.ApiCaller;
import vouchsafe.hypothesis.ApiCallers;
import vouchsafe.hypothesis.Preflights;
import vouchsafe.hypothesis.Refusals;
import vouchsafe.hypothesis.RefusedCalls;
import vouchsafe.web.BadRequest;
import vouchsafe.web.FormBody;
import vouchsafe.web.api.ApiAnswer;
import vouchsafe.web.api.ApiCall;
import vouchsafe.web.api.ApiDialect;
import vouchsafe.web.api.ApiRefusal;
import vouchsafe.web.api.ApiRequest;
import vouchsafe.web.api.CrossOrigin;
import vouchsafe.web.api.Route;
import vouchsafe.web.api.Routes;

/**
 * {@code /api/...} of annotation clients: finds the caller, then the version, then lets the endpoint answer. A thing that
 * the caller may not see counts as absent: 404 stands for every refusal of that kind.
 */
final class AnnotationApi implements ApiDialect<AnnotationEndpoint> {
    private static final String BASE = "/api/";

    private final ApiCallers callers;
    private final Readers readers;
    private final Grants grants;
    private final AnnotationLedger ledger;
    private final RefusedCalls calls;
    private final JsonMapper json;

    AnnotationApi(
            ApiCallers callers,
            Readers readers,
            Grants grants,
            AnnotationLedger ledger,
            RefusedCalls calls,
            JsonMapper json) {
        this.callers = callers;
        this.readers = readers;
        this.grants = grants;
        this.ledger = ledger;
        this.calls = calls;
        this.json = json;
    }

    @Override
    public Set<String> methods() {
        return Preflights.METHODS;
    }

    @Override
    public void prepare(HttpServletRequest request, HttpServletResponse response) {
        CrossOrigin.readable(response);
    }

    /** The words behind {@code /api/}. */
    @Override
    public List<String> words(HttpServletRequest request) throws ApiRefusal, BadRequest {
        String path = request.getRequestURI();
        List<String> words = new ArrayList<>();
        for (String word :
                path.substring(Math.min(path.length(), BASE.length())).split("/", -1)) {
            String decoded = FormBody.percentDecode(word.replace("+", "%2B"));
            if (decoded.codePoints().anyMatch(Character::isISOControl)) {
                throw Refusals.notFound();
            }
            words.add(decoded);
        }
        return words;
    }

    @Override
    public ApiAnswer describe(
            HttpServletRequest request, HttpServletResponse response, Routes.Found<AnnotationEndpoint> found)
            throws BadRequest {
        Preflights.answer(request, response);
        return new ApiAnswer(200, null);
    }

    @Override
    public ApiCall begin(ApiRequest request, Routes.Found<AnnotationEndpoint> found) {
        Optional<Route<AnnotationEndpoint>> route = found.route(request.method());
        boolean forClients = route.filter(each -> each.endpoint().forClients()).isPresent();
        ApiCaller caller = forClients ? callers.identifyOrClient(request.raw()) : callers.identify(request.raw());
        return new Call(new AnnotationCall(request, caller, readers, json), request, route);
    }

    /** A call of a known caller, or of somebody not signed in. */
    private final class Call implements ApiCall {
        private final AnnotationCall call;
        private final ApiRequest request;
        private final Optional<Route<AnnotationEndpoint>> route;

        Call(AnnotationCall call, ApiRequest request, Optional<Route<AnnotationEndpoint>> route) {
            this.call = call;
            this.request = request;
            this.route = route;
        }

        @Override
        public ApiAnswer answer() throws ApiRefusal, BadRequest, IOException {
            String accept = request.header("Accept").orElse(null);
            boolean lines = route.filter(found -> found.endpoint().lines()).isPresent();
            String version = (lines ? MediaTypes.versionOfLines(accept) : MediaTypes.version(accept))
                    .orElseThrow(Refusals::notAcceptable);
            Route<AnnotationEndpoint> asked = route.orElseThrow(Refusals::notFound);
            request.answerWith("Hypothesis-Media-Type", version);
            ApiAnswer answer = asked.endpoint().handler().answer(call);
            noteUse();
            request.answerWith("Vary", "Accept, Authorization");
            return asked.method().equals("GET") ? answer.withTag() : answer;
        }

        /** Notes the use of the grant: the member sees on the connections page when an app last used it. */
        private void noteUse() {
            if (call.caller() instanceof ApiCaller.ForMember member) {
                Grant grant = member.token().grant();
                if (grant != null) {
                    grants.noteRead(grant);
                }
            }
        }

        @Override
        public void served(int status) {
            calls.served(call.caller(), name(), status);
        }

        @Override
        public void refused(int status, String error, String why) {
            calls.refused(call.caller(), name(), status, error, why);
        }

        @Override
        public void delivered() {
            call.handout().ifPresent(ledger::note);
        }

        private String name() {
            return route.map(Route::name).orElse("unknown");
        }
    }

    @Override
    public Object failure(int status, String error, String description) {
        return Refusals.body(description);
    }

    @Override
    public String methodNotAllowed(String method) {
        return "This endpoint does not take this method; see the Allow header.";
    }
}
