package vouchsafe.web;

import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.servlet.HandlerMapping;

/**
 * What answers a request, in words of the code: the pattern of a servlet and the pattern of a route below it. Never the path
 * itself, which strangers choose.
 */
public final class EndpointPattern {
    private static final String PATH = EndpointPattern.class.getName() + ".path";
    private static final String WORK = EndpointPattern.class.getName() + ".work";

    private static final String NOWHERE = "none";

    private EndpointPattern() {}

    /** Says which route answers. */
    public static void path(HttpServletRequest request, String pattern) {
        request.setAttribute(PATH, pattern);
    }

    /** Says as which kind of work. */
    public static void work(HttpServletRequest request, String word) {
        request.setAttribute(WORK, word);
    }

    /** The pattern of the servlet. */
    static String servlet(HttpServletRequest request) {
        HttpServletMapping mapping = request.getHttpServletMapping();
        return mapping == null ? "" : mapping.getPattern();
    }

    /** The pattern of the route or page below it; empty where it has none. */
    static String path(HttpServletRequest request) {
        Object route = request.getAttribute(PATH);
        Object pattern = route == null ? request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) : route;
        return pattern == null ? "" : pattern.toString();
    }

    /** The word for the kind of work, as the database divides it. */
    static String work(HttpServletRequest request) {
        return request.getAttribute(WORK) instanceof String word ? word : "pages";
    }

    /** Both patterns as one. */
    static String name(String servlet, String path) {
        if (path.isEmpty()) {
            // The servlet of all pages: no page has this path, or nobody may see it without signing in.
            return servlet.isEmpty() || servlet.equals("/") ? NOWHERE : servlet;
        }
        String folder = servlet.endsWith("*") ? servlet.substring(0, servlet.length() - 1) : servlet;
        return folder.endsWith("/") && path.startsWith("/") ? folder + path.substring(1) : folder + path;
    }
}
