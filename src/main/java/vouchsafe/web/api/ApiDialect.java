package vouchsafe.web.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Set;
import vouchsafe.web.BadRequest;

/**
 * How one family of clients talks to an API: how a path is read, who is asked for a caller, how an answer is worded. The
 * servlet does everything that is the same for all of them.
 *
 * @param <E> the endpoints behind the routes
 */
public interface ApiDialect<E> {

    /** The methods that are looked up at all; any other gets 405. */
    Set<String> methods();

    /** Sets the headers that every answer has, those for pages of other origins among them. */
    void prepare(HttpServletRequest request, HttpServletResponse response);

    /**
     * The path below the API's, split at slashes and decoded.
     *
     * @throws ApiRefusal where no route can have it
     */
    List<String> words(HttpServletRequest request) throws ApiRefusal, BadRequest;

    /** Answers {@code OPTIONS}, preflights among them (Fetch standard, section "CORS-preflight fetch"). */
    ApiAnswer describe(HttpServletRequest request, HttpServletResponse response, Routes.Found<E> found)
            throws ApiRefusal, BadRequest;

    /**
     * Finds the caller.
     *
     * @param found the routes at this path; there may be none, or none for this method
     * @throws ApiRefusal where nobody may call there, or not this caller
     */
    ApiCall begin(ApiRequest request, Routes.Found<E> found) throws ApiRefusal, BadRequest;

    /** Words a request that can't be read or served; {@code error} is an OAuth error code. */
    Object failure(int status, String error, String description);

    /** The text of a 405. */
    String methodNotAllowed(String method);
}
