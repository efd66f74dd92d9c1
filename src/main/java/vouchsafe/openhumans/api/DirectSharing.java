package vouchsafe.openhumans.api;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import vouchsafe.audit.RequestLog;
import vouchsafe.openhumans.wording.ApiWording;
import vouchsafe.openhumans.wording.Refusals;
import vouchsafe.web.BadRequest;
import vouchsafe.web.api.ApiAnswer;
import vouchsafe.web.api.ApiCall;
import vouchsafe.web.api.ApiRefusal;
import vouchsafe.web.api.ApiRequest;
import vouchsafe.web.api.Route;
import vouchsafe.web.api.Routes;

/** {@code /api/direct-sharing/project/...}: who calls, and whether their token reaches that far. */
final class DirectSharing extends ApiWording<Endpoint> {
    private static final String INVALID_TOKEN = "invalid_token";

    private final Callers callers;
    private final ProjectCall.Maker calls;
    private final RequestLog requestLog;

    DirectSharing(Callers callers, ProjectCall.Maker calls, RequestLog requestLog) {
        super(
                Set.of("GET", "HEAD", "POST", "OPTIONS"),
                "Authorization, Content-Type",
                List.of("application/json", "application/x-www-form-urlencoded", "multipart/form-data"));
        this.callers = callers;
        this.calls = calls;
        this.requestLog = requestLog;
    }

    @Override
    public ApiCall begin(ApiRequest request, Routes.Found<Endpoint> found) throws ApiRefusal, BadRequest {
        Route<Endpoint> route = route(request, found);
        Caller caller = switch (callers.identify(request)) {
            case Callers.Result.Unknown unknown -> throw refusal(request, route, unknown);
            case Callers.Result.Known(Caller.ForMember member)
            when route.endpoint().forMasterTokens() -> throw refusal(request, route, Callers.memberToken(member));
            case Callers.Result.Known(Caller known) -> known;
        };
        if (request.query().containsKey("access_token")) {
            // Accepted, since clients do it, but deprecated: a token in a URL ends up in logs (RFC 6750 section 2.3).
            request.answerWith("Deprecation", "true");
        }
        return new Call(request, route, caller);
    }

    private ApiRefusal refusal(ApiRequest request, Route<Endpoint> route, Callers.Result.Unknown unknown) {
        String error = unknown.error() == null ? "" : ", error=\"" + unknown.error() + "\"";
        request.answerWith("WWW-Authenticate", "Bearer realm=\"api\"" + error);
        unknown.client()
                .ifPresent(client -> requestLog.refused(client, route.name(), 401, INVALID_TOKEN, unknown.detail()));
        return Refusals.detail(401, INVALID_TOKEN, unknown.detail(), unknown.detail());
    }

    /** A call of a known caller. */
    private final class Call implements ApiCall {
        private final ApiRequest request;
        private final Route<Endpoint> route;
        private final Caller caller;

        Call(ApiRequest request, Route<Endpoint> route, Caller caller) {
            this.request = request;
            this.route = route;
            this.caller = caller;
        }

        @Override
        public ApiAnswer answer() throws ApiRefusal, BadRequest, IOException {
            requireScope(route.method().equals("GET") ? "read" : "write");
            return route.endpoint().answer(calls.call(request, caller));
        }

        private void requireScope(String needed) throws ApiRefusal {
            if (caller instanceof Caller.ForMember member && !member.scopes().contains(needed)) {
                request.answerWith("WWW-Authenticate", "Bearer error=\"insufficient_scope\", scope=\"" + needed + "\"");
                throw Refusals.detail(
                        403,
                        "insufficient_scope",
                        "This token lacks the scope \"" + needed + "\".",
                        "the token lacks the scope " + needed);
            }
        }

        @Override
        public void served(int status) {
            requestLog.answered(caller.clientRowId(), route.name());
        }

        @Override
        public void refused(int status, String error, String why) {
            requestLog.refused(caller.clientRowId(), route.name(), status, error, why);
        }
    }
}
