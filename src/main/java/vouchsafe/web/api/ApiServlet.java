package vouchsafe.web.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.crypto.Digests;
import vouchsafe.web.BadRequest;
import vouchsafe.web.EndpointPattern;
import vouchsafe.web.EntityTag;

/**
 * All addresses of one API, in any dialect: finds the route, then the caller, lets the endpoint answer, and notes the
 * outcome for the owner of the client before the answer leaves.
 *
 * @param <E> the endpoints behind the routes
 */
public final class ApiServlet<E> extends MachineServlet {
    private static final long serialVersionUID = 1L;
    private static final int DIGEST = 16;

    private final transient JsonMapper json;
    private final transient ApiDialect<E> dialect;
    private final transient Routes<E> routes;

    public ApiServlet(JsonMapper json, ApiDialect<E> dialect, List<Route<E>> routes) {
        super(json, dialect.methods());
        this.json = json;
        this.dialect = dialect;
        this.routes = new Routes<>(routes);
    }

    @Override
    protected void answer(HttpServletRequest request, HttpServletResponse response) throws BadRequest, IOException {
        dialect.prepare(request, response);
        try {
            List<String> words = dialect.words(request);
            Routes.Found<E> found = routes.at(words);
            if (!found.nowhere()) {
                EndpointPattern.path(request, found.all().getFirst().path());
            }
            if (request.getMethod().equals("OPTIONS")) {
                ApiAnswer description = dialect.describe(request, response, found);
                send(response, description, description.status(), bytes(description));
            } else {
                ApiRequest asked = new ApiRequest(request, response, words, found.variables());
                serve(request, response, dialect.begin(asked, found));
            }
        } catch (ApiRefusal refusal) {
            write(response, refusal.status(), json.writeValueAsString(refusal.body()));
        }
    }

    private void serve(HttpServletRequest request, HttpServletResponse response, ApiCall call)
            throws ApiRefusal, BadRequest, IOException {
        ApiAnswer answer;
        try {
            answer = call.answer();
        } catch (ApiRefusal refusal) {
            call.refused(refusal.status(), refusal.error(), refusal.why());
            throw refusal;
        } catch (BadRequest bad) {
            call.refused(bad.status(), "invalid_request", bad.explanation());
            throw bad;
        }
        byte[] body = bytes(answer);
        boolean known = tag(request, response, answer, body);
        int status = known ? HttpServletResponse.SC_NOT_MODIFIED : answer.status();
        call.served(status);
        if (!known && !request.getMethod().equals("HEAD")) {
            call.delivered();
        }
        send(response, answer, status, body);
    }

    /** Sets the entity tag of the answer, and tells whether the caller has that answer already. */
    private static boolean tag(
            HttpServletRequest request, HttpServletResponse response, ApiAnswer answer, byte[] body) {
        if (!answer.tagged() || answer.body() == null || answer.body() instanceof StreamedBody) {
            return false;
        }
        EntityTag tag = new EntityTag(HexFormat.of().formatHex(Digests.sha256(body), 0, DIGEST));
        response.setHeader("ETag", tag.header());
        return tag.knownTo(request);
    }

    private byte[] bytes(ApiAnswer answer) {
        return answer.body() == null || answer.body() instanceof StreamedBody
                ? new byte[0]
                : json.writeValueAsBytes(answer.body());
    }

    private static void send(HttpServletResponse response, ApiAnswer answer, int status, byte[] body)
            throws IOException {
        response.setHeader("Cache-Control", answer.caching());
        response.setStatus(status);
        if (answer.body() instanceof StreamedBody streamed) {
            response.setContentType(answer.contentType());
            streamed.writeTo(response.getOutputStream());
        } else if (answer.body() != null && status != HttpServletResponse.SC_NOT_MODIFIED) {
            response.setContentType(answer.contentType());
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }
    }

    @Override
    protected Object failure(int status, String error, String description) {
        return dialect.failure(status, error, description);
    }

    @Override
    protected String methodNotAllowed(String method) {
        return dialect.methodNotAllowed(method);
    }
}
