package vouchsafe.web.api;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.coyote.CloseNowException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.db.DatabaseTrouble;
import vouchsafe.db.NoRoom;
import vouchsafe.db.Work;
import vouchsafe.web.BadRequest;
import vouchsafe.web.DatabaseAnswers;
import vouchsafe.web.EndpointPattern;

/**
 * An endpoint for programs: a plain servlet, outside MVC and outside every security chain, so that the whole path of a
 * request can be read in one class. Answers are JSON with their length and are never cached.
 */
public abstract class MachineServlet extends HttpServlet {
    /** The text of a 405 where a dialect has no other. */
    public static final String NOT_TAKEN = "This endpoint does not take this method; see the Allow header.";

    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(MachineServlet.class);

    private final transient JsonMapper json;
    private final Set<String> methods;

    /** An endpoint that takes these methods; any other gets 405. */
    protected MachineServlet(JsonMapper json, Set<String> methods) {
        this.json = json;
        this.methods = methods;
    }

    /** Answers one request of an allowed method. */
    protected abstract void answer(HttpServletRequest request, HttpServletResponse response)
            throws BadRequest, IOException;

    /** Words a request that can't be read or served; {@code error} is an OAuth error code. */
    protected Object failure(int status, String error, String description) {
        return Map.of("error", error, "error_description", description);
    }

    /** The kind of work that the endpoint is for the database. */
    protected Work work() {
        return Work.PAGES;
    }

    @Override
    protected final void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        Work work = work();
        EndpointPattern.work(request, work.word());
        work.call(() -> {
            serve(request, response);
            return true;
        });
    }

    private void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            if (!methods.contains(request.getMethod())) {
                response.setHeader("Allow", allow());
                write(response, 405, failure(405, "invalid_request", methodNotAllowed(request.getMethod())));
                return;
            }
            answer(request, response);
        } catch (BadRequest bad) {
            if (bad.status() == 503) {
                response.setHeader("Retry-After", "30");
            }
            write(response, bad.status(), failure(bad.status(), "invalid_request", bad.explanation()));
        } catch (NoRoom full) {
            response.setHeader("Retry-After", "30");
            write(
                    response,
                    507,
                    failure(
                            507,
                            "temporarily_unavailable",
                            "This server has no room for anything new; try again later."));
        } catch (UncheckedIOException gone) {
            throw gone;
        } catch (RuntimeException failure) {
            DatabaseTrouble.report(log, request.getMethod() + " " + request.getRequestURI(), failure);
            if (response.isCommitted()) {
                // Half an answer must not look like a whole one, so the connection is cut.
                throw new CloseNowException("an answer could not be finished", failure);
            }
            response.resetBuffer();
            answerFailure(response, failure);
        }
    }

    /** The methods to name; those that answer preflights only are left out. */
    private String allow() {
        return String.join(
                ", ",
                methods.stream()
                        .filter(method -> !method.equals("OPTIONS"))
                        .sorted()
                        .toList());
    }

    private void answerFailure(HttpServletResponse response, RuntimeException failure) throws IOException {
        Optional<DatabaseTrouble> trouble = DatabaseTrouble.of(failure);
        if (trouble.isPresent()) {
            DatabaseAnswers.askToRetry(response);
            write(
                    response,
                    DatabaseAnswers.STATUS,
                    failure(
                            DatabaseAnswers.STATUS,
                            "temporarily_unavailable",
                            DatabaseAnswers.sentence(trouble.get())));
            return;
        }
        String request = String.valueOf(response.getHeader("X-Request-Id"));
        write(
                response,
                500,
                failure(
                        500,
                        "server_error",
                        "The server made a mistake; tell its operator the request number " + request + "."));
    }

    /** The text of a 405. */
    protected String methodNotAllowed(String method) {
        return NOT_TAKEN;
    }

    /** Writes the value as compact JSON; an empty text as no content at all. */
    protected final void write(HttpServletResponse response, int status, Object value) throws IOException {
        byte[] body =
                value instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : json.writeValueAsBytes(value);
        response.setStatus(status);
        if (body.length > 0) {
            // Some clients parse all that calls itself JSON, and nothing is no JSON.
            response.setContentType("application/json");
        }
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
