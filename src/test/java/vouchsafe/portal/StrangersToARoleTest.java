package vouchsafe.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.projects.Project;
import vouchsafe.projects.TestProjects;

/** Pages for a role answer everybody else alike: there is nothing there. Read from the routes, so that a new page is held too. */
class StrangersToARoleTest {
    private static final Pattern VARIABLE = Pattern.compile("\\{([^:}]+)(?::((?:[^{}]|\\{[^}]*})*))?}");

    /** Under the prefixes of coordinators, but for every member. */
    private static final Set<String> OPEN = Set.of(
            "/direct-sharing/projects/manage/",
            "/direct-sharing/projects/{kind:oauth2|on-site}/create/",
            "/direct-sharing/projects/oauth2/authorize/",
            "/direct-sharing/projects/on-site/join/{slug}/",
            "/direct-sharing/projects/on-site/authorize/{slug}/",
            // The page of a former member is their own.
            "/direct-sharing/projects/leave/{id:[0-9a-f-]{36}}/",
            "/groups/",
            "/groups/new",
            "/groups/{id}/join",
            "/groups/{id}/leave",
            "/groups/{id}",
            "/groups/{id}/{slug}");

    private final TestServer server = TestServer.shared();
    private final Member coordinator = server.member();
    private final Member somebody = server.member();
    private final Project project = TestProjects.create(coordinator.id()).project();
    private final WebSession running = server.signedIn(coordinator);

    @Test
    void pages_of_administrators_reviewers_coordinators_and_moderators_are_not_there_for_others() {
        WebSession stranger = server.signedIn(server.member());
        HttpResponse<String> made = running.submit("/groups/new", Map.of("name", "A circle", "type", "restricted"));
        String group = made.headers().firstValue("Location").orElseThrow().split("/")[2];
        Map<String, Integer> others = new TreeMap<>();
        int asked = 0;
        for (RequestMappingInfo route : server.bean(RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()) {
            for (String pattern : patterns(route)) {
                for (RequestMethod method : route.getMethodsCondition().getMethods()) {
                    String path = filled(pattern, group);
                    int status = method == RequestMethod.GET
                            ? stranger.get(path).statusCode()
                            : post(stranger, path).statusCode();
                    asked++;
                    if (status != 404) {
                        others.put(method + " " + path, status);
                    }
                }
            }
        }
        assertThat(others).isEmpty();
        assertThat(asked).as("routes that were asked").isGreaterThan(60);
    }

    private static HttpResponse<String> post(WebSession stranger, String path) {
        stranger.get("/account/");
        return stranger.post(path, Map.of());
    }

    private static List<String> patterns(RequestMappingInfo route) {
        return route.getPathPatternsCondition() == null
                ? List.of()
                : route.getPathPatternsCondition().getPatternValues().stream()
                        .filter(pattern -> Stream.of("/admin/", "/review/", "/direct-sharing/projects/", "/groups/")
                                .anyMatch(pattern::startsWith))
                        .filter(pattern -> !OPEN.contains(pattern))
                        .toList();
    }

    private String filled(String pattern, String group) {
        Map<String, String> values = new HashMap<>(Map.of(
                "kind", "oauth2",
                "slug", project.slug(),
                "username", somebody.username(),
                "clientId", UUID.randomUUID().toString()));
        if (pattern.startsWith("/groups/")) {
            values.put("id", pattern.endsWith("/members") ? closed() : group);
        }
        Matcher variable = VARIABLE.matcher(pattern);
        return variable.replaceAll(found -> Matcher.quoteReplacement(
                values.getOrDefault(found.group(1), UUID.randomUUID().toString())));
    }

    /** The members of a group that everyone reads are for everyone to see who belongs to it; those of a private one are not. */
    private String closed() {
        HttpResponse<String> made = running.submit("/groups/new", Map.of("name", "Closed", "type", "private"));
        return made.headers().firstValue("Location").orElseThrow().split("/")[2];
    }
}
