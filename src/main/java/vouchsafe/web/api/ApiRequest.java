package vouchsafe.web.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vouchsafe.web.BadRequest;
import vouchsafe.web.FormBody;

/** One request at an address of an API, before its caller is known. */
public final class ApiRequest {
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final List<String> words;
    private final Map<String, String> variables;
    private @Nullable Map<String, List<String>> query;

    ApiRequest(
            HttpServletRequest request,
            HttpServletResponse response,
            List<String> words,
            Map<String, String> variables) {
        this.request = request;
        this.response = response;
        this.words = words;
        this.variables = variables;
    }

    /** The request itself, for endpoints that stream its body. */
    public HttpServletRequest raw() {
        return request;
    }

    public String method() {
        return request.getMethod();
    }

    /** The path below the API's, as the routes were asked for it. */
    public List<String> words() {
        return words;
    }

    /** The value of a header; empty where it is absent. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeader(name));
    }

    /** The value of a variable of the path; empty where the path has no such variable. */
    public String variable(String name) {
        return variables.getOrDefault(name, "");
    }

    /**
     * The URL's parameters.
     *
     * @throws BadRequest where they are not validly encoded UTF-8, or too many, or hold a NUL character
     */
    public Map<String, List<String>> query() throws BadRequest {
        Map<String, List<String>> known = query;
        if (known == null) {
            known = FormBody.kept(FormBody.decode(request.getQueryString()));
            query = known;
        }
        return known;
    }

    /** Whether the request comes with a body, of whatever length. */
    public boolean hasBody() {
        return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    }

    /** Sets a header of the answer, be it a refusal or not. */
    public void answerWith(String header, String value) {
        response.setHeader(header, value);
    }
}
