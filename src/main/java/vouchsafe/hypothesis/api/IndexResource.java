package vouchsafe.hypothesis.api;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import vouchsafe.web.BadRequest;
import vouchsafe.web.PublicAddress;

/** Lists the routes of the API, and the pages to which clients lead people. */
final class IndexResource {
    private static final String APPLY_UPDATES = "client.realtime.apply_updates";

    private final PublicAddress address;
    private final Map<String, Object> index = new LinkedHashMap<>();

    IndexResource(PublicAddress address, List<Route> listed) {
        this.address = address;
        listed.forEach(this::list);
        routes().forEach(this::list);
        list(Route.of("user.create", "POST", "users", "Create a new user", call -> ApiAnswer.noContent()));
        list(Route.of("user.read", "GET", "users/:userid", "Fetch a user", call -> ApiAnswer.noContent()));
        list(Route.of("user.update", "PATCH", "users/:username", "Update a user", call -> ApiAnswer.noContent()));
    }

    List<Route> routes() {
        return List.of(
                Route.of("", "GET", "", "What can be asked", call -> ApiAnswer.lasting(Map.of("links", index))),
                Route.of("links", "GET", "links", "URL templates for pages", call -> ApiAnswer.lasting(links())),
                Route.of(
                        "analytics.events.create",
                        "POST",
                        "analytics/events",
                        "Create a new analytics event",
                        IndexResource::event));
    }

    @SuppressWarnings("unchecked")
    private void list(Route route) {
        if (route.name().isEmpty()) {
            return;
        }
        String[] words = route.name().split("\\.");
        Map<String, Object> place = index;
        for (int i = 0; i < words.length - 1; i++) {
            place = (Map<String, Object>) place.computeIfAbsent(words[i], word -> new LinkedHashMap<String, Object>());
        }
        Map<String, String> leaf = new LinkedHashMap<>();
        leaf.put("method", route.method());
        leaf.put("url", address.url("/api/" + route.path()));
        leaf.put("desc", route.description());
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
    private static ApiAnswer event(ApiCall call) throws ApiRefusal, BadRequest, IOException {
        Payload payload = new Payload(call.body());
        if (!payload.text("event", 100).orElse("").equals(APPLY_UPDATES)) {
            payload.wrong("event", "this must be " + APPLY_UPDATES);
        }
        payload.check();
        return ApiAnswer.noContent();
    }
}
