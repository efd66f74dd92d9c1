package vouchsafe.web.pages;

import java.util.List;
import java.util.function.Supplier;
import org.springframework.http.server.PathContainer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/** Knows the paths that have a page, for any method. Tells "sign in first" from "there is nothing here". */
public final class PagePaths {
    private final Supplier<RequestMappingHandlerMapping> mapping;

    PagePaths(Supplier<RequestMappingHandlerMapping> mapping) {
        this.mapping = mapping;
    }

    /** Whether a controller answers this path, given as in the request line, without its query. */
    public boolean known(String path) {
        PathContainer wanted = PathContainer.parsePath(path);
        return patterns().stream().anyMatch(pattern -> pattern.matches(wanted));
    }

    private List<PathPattern> patterns() {
        return mapping.get().getHandlerMethods().keySet().stream()
                .map(information -> information.getPathPatternsCondition())
                .filter(condition -> condition != null)
                .flatMap(condition -> condition.getPatterns().stream())
                .toList();
    }
}
