package vouchsafe.web.api;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.UriUtils;
import org.springframework.web.util.pattern.PathPattern;

/**
 * The routes of one API. Where two paths match, the more specific one answers, as Spring compares them; where both are
 * alike but for the names of their variables, either answers the methods it takes.
 */
public final class Routes<E> {
    private final Map<String, List<Route<E>>> constant = new HashMap<>();
    private final List<Place<E>> variable;

    /** All routes of one path with variables. */
    private record Place<E>(PathPattern pattern, List<Route<E>> routes) {}

    /**
     * The routes at one path.
     *
     * @param all the routes for all methods; none where the path is unknown
     * @param variables the values of the path's variables, decoded
     */
    public record Found<E>(List<Route<E>> all, Map<String, String> variables) {

        /** The route that takes this method. */
        public Optional<Route<E>> route(String method) {
            return all.stream().filter(route -> route.takes(method)).findFirst();
        }

        /** Whether no route has this path, under any method. */
        public boolean nowhere() {
            return all.isEmpty();
        }

        /** The value of {@code Allow} (RFC 9110 section 10.2.1). */
        public String allow() {
            Set<String> methods = new TreeSet<>(Set.of("OPTIONS"));
            all.forEach(route -> methods.addAll(route.methods()));
            return String.join(", ", methods);
        }
    }

    public Routes(List<Route<E>> routes) {
        Map<PathPattern, List<Route<E>>> places = new HashMap<>();
        for (Route<E> route : routes) {
            if (route.path().contains("{")) {
                places.computeIfAbsent(route.pattern(), none -> new ArrayList<>())
                        .add(route);
            } else {
                constant.computeIfAbsent(route.path(), none -> new ArrayList<>())
                        .add(route);
            }
        }
        variable = places.entrySet().stream()
                .map(place -> new Place<>(place.getKey(), place.getValue()))
                .sorted(Comparator.comparing(Place::pattern))
                .toList();
    }

    /**
     * The routes at a path.
     *
     * @param words the path below the API's, split at slashes, then decoded
     */
    public Found<E> at(List<String> words) {
        List<Route<E>> here = constant.get(String.join("/", words));
        if (here != null) {
            return new Found<>(here, Map.of());
        }
        PathContainer path = path(words);
        List<Route<E>> all = new ArrayList<>();
        Map<String, String> variables = new HashMap<>();
        PathPattern first = null;
        for (Place<E> place : variable) {
            PathPattern.PathMatchInfo match = place.pattern().matchAndExtract(path);
            boolean asSpecific =
                    first == null || PathPattern.SPECIFICITY_COMPARATOR.compare(first, place.pattern()) == 0;
            if (match != null && asSpecific) {
                first = place.pattern();
                all.addAll(place.routes());
                variables.putAll(match.getUriVariables());
            }
        }
        return new Found<>(all, variables);
    }

    /** A semicolon is a character of its word: the path has no parameters. */
    private static PathContainer path(List<String> words) {
        StringBuilder path = new StringBuilder();
        words.forEach(word -> path.append('/')
                .append(UriUtils.encodePathSegment(word, "UTF-8").replace(";", "%3B")));
        return PathContainer.parsePath(path.toString());
    }
}
