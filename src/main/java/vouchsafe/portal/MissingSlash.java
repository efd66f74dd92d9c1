package vouchsafe.portal;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import vouchsafe.web.pages.LocalPath;
import vouchsafe.web.pages.PagePaths;

/** Redirects a page's address without its last slash to the page. */
final class MissingSlash extends HttpFilter {
    private final transient PagePaths paths;

    MissingSlash(PagePaths paths) {
        this.paths = paths;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = request.getRequestURI();
        if (mayLackSlash(request.getMethod(), path) && !paths.known(path) && paths.known(path + "/")) {
            String query = request.getQueryString();
            response.setStatus(HttpServletResponse.SC_MOVED_PERMANENTLY);
            response.setHeader("Location", path + "/" + (query == null ? "" : "?" + LocalPath.encoded(query)));
            return;
        }
        chain.doFilter(request, response);
    }

    /**
     * Whether the slash may be missing. A posted form would arrive empty, a path with a dot is a file, and two slashes
     * would name another host.
     */
    private static boolean mayLackSlash(String method, String path) {
        return (method.equals("GET") || method.equals("HEAD"))
                && !path.endsWith("/")
                && !path.startsWith("//")
                && path.indexOf('.', path.lastIndexOf('/')) < 0;
    }
}
