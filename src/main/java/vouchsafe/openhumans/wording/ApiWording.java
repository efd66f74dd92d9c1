package vouchsafe.openhumans.wording;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vouchsafe.web.api.ApiAnswer;
import vouchsafe.web.api.ApiDialect;
import vouchsafe.web.api.ApiRefusal;
import vouchsafe.web.api.ApiRequest;
import vouchsafe.web.api.CrossOrigin;
import vouchsafe.web.api.Route;
import vouchsafe.web.api.Routes;

/**
 * The part of a dialect that all APIs for clients of Open Humans share. Paths end with a slash, without one, or with
 * {@code .json}; pages of any origin may call.
 */
public abstract class ApiWording<E> implements ApiDialect<E> {
    private final Set<String> methods;
    private final CrossOrigin pages;
    private final List<String> bodies;

    /**
     * @param methods the methods that are looked up at all
     * @param headers the headers that pages of other origins may send, joined by commas
     * @param bodies the content types that are read
     */
    protected ApiWording(Set<String> methods, String headers, List<String> bodies) {
        this.methods = methods;
        this.pages = new CrossOrigin(headers);
        this.bodies = bodies;
    }

    @Override
    public final Set<String> methods() {
        return methods;
    }

    @Override
    public final void prepare(HttpServletRequest request, HttpServletResponse response) {
        CrossOrigin.readable(response);
    }

    @Override
    public final List<String> words(HttpServletRequest request) {
        String info = request.getPathInfo();
        String path = info == null ? "" : info.startsWith("/") ? info.substring(1) : info;
        int ending = path.endsWith("/") ? 1 : path.endsWith(".json") ? ".json".length() : 0;
        return Arrays.asList(path.substring(0, path.length() - ending).split("/", -1));
    }

    @Override
    public final ApiAnswer describe(HttpServletRequest request, HttpServletResponse response, Routes.Found<E> found)
            throws ApiRefusal {
        if (found.nowhere()) {
            throw Refusals.noSuchPath();
        }
        response.setHeader("Allow", found.allow());
        pages.preflight(response, found.allow());
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("name", found.all().getFirst().name());
        description.put("description", "");
        description.put("renders", List.of("application/json"));
        description.put("parses", bodies);
        return ApiAnswer.ok(description);
    }

    /** The endpoint that answers, of an address that is known and takes the method. */
    protected static <E> Route<E> route(ApiRequest request, Routes.Found<E> found) throws ApiRefusal {
        if (found.nowhere()) {
            throw Refusals.noSuchPath();
        }
        return found.route(request.method()).orElseThrow(() -> {
            request.answerWith("Allow", found.allow());
            return Refusals.detail(405, notAllowed(request.method()));
        });
    }

    @Override
    public final Object failure(int status, String error, String description) {
        return Map.of("detail", description);
    }

    @Override
    public final String methodNotAllowed(String method) {
        return notAllowed(method);
    }

    private static String notAllowed(String method) {
        return "Method \"" + method.replaceAll("[^A-Za-z]", "?") + "\" not allowed.";
    }
}
