package vouchsafe.hypothesis.api;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import vouchsafe.web.BadRequest;
import vouchsafe.web.PublicAddress;
import vouchsafe.web.api.ApiAnswer;
import vouchsafe.web.api.ApiRefusal;
import vouchsafe.web.api.Route;

/** Lists the routes of the API, and the pages to which clients lead people. */
final class IndexResource {
    private static final String APPLY_UPDATES = "client.realtime.apply_updates";

    private final PublicAddress address;
    private final Map<String, Object> index = new LinkedHashMap<>();

    IndexResource(PublicAddress address, List<Route<AnnotationEndpoint>> listed) {
        this.address = address;
        listed.forEach(this::list);
        routes().forEach(this::list);
    }

    List<Route<AnnotationEndpoint>> routes() {
        return List.of(
                AnnotationEndpoint.at("", "GET", "", "What can be asked", this::index),
                AnnotationEndpoint.at(
                        "links", "GET", "links", "URL templates for pages", call -> Answers.lasting(links())),
                AnnotationEndpoint.at(
                        "analytics.events.create",
                        "POST",
                        "analytics/events",
                        "Create a new analytics event",
                        IndexResource::event));
    }

    private ApiAnswer index(AnnotationCall call) {
        if (call.request().raw().getRequestURI().equals("/api")) {
            call.request().answerWith("Location", "/api/");
            return new ApiAnswer(307, null);
        }
        return Answers.lasting(Map.of("links", index));
    }

    @SuppressWarnings("unchecked")
    private void list(Route<AnnotationEndpoint> route) {
        AnnotationEndpoint endpoint = route.endpoint();
        if (endpoint.listedAs().isEmpty()) {
            return;
        }
        String[] words = endpoint.listedAs().split("\\.");
        Map<String, Object> place = index;
        for (int i = 0; i < words.length - 1; i++) {
            place = (Map<String, Object>) place.computeIfAbsent(words[i], word -> new LinkedHashMap<String, Object>());
        }
        Map<String, String> leaf = new LinkedHashMap<>();
        leaf.put("method", route.method());
        leaf.put("url", address.url("/api/" + route.path().replaceAll("\\{(\\w+)}", ":$1")));
        leaf.put("desc", endpoint.description());
        place.put(words[words.length - 1], leaf);
    }

    private Map<String, String> links() {
        Map<String, String> links = new TreeMap<>();
        links.put("account.settings", address.url("/account/"));
        links.put("forgot-password", address.url("/account/password/reset/"));
        links.put("groups.new", address.url("/groups/new"));
        links.put("help", address.url("/docs/"));
        links.put("oauth.authorize", address.url("/oauth/authorize"));
        links.put("oauth.revoke", address.url("/oauth/revoke"));
        links.put("search.tag", address.url("/search?q=tag%3A%22:tag%22"));
        links.put("signup", address.url("/account/signup/"));
        links.put("user", address.url("/u/:user"));
        links.put("websocket", address.url("/ws").replaceFirst("^http", "ws"));
        return links;
    }

    /** Takes the report of a client that its user looked at live news, and keeps nothing of it. */
    private static ApiAnswer event(AnnotationCall call) throws ApiRefusal, BadRequest, IOException {
        Payload payload = new Payload(call.body());
        if (!payload.text("event", 100).orElse("").equals(APPLY_UPDATES)) {
            payload.wrong("event", "this must be " + APPLY_UPDATES);
        }
        payload.check();
        return Answers.noContent();
    }
}
