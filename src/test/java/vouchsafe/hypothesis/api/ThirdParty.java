package vouchsafe.hypothesis.api;

import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import vouchsafe.Answer;
import vouchsafe.hypothesis.AnnotationApp;

/** A third party's server with accounts of its own, that calls over HTTP Basic. */
final class ThirdParty {
    final String authority =
            "t" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()) + ".example";
    private final Api api;

    ThirdParty() {
        api = Api.with(Api.reused(0).account(), AnnotationApp.serving(authority).basic());
    }

    /** Calls in its own name. */
    Api api() {
        return api;
    }

    /** A new account; its user id. */
    String account(String name) {
        Answer made =
                api.post("users", Map.of("authority", authority, "username", name, "email", name + "@" + authority));
        if (made.status() != 200) {
            throw new AssertionError(made.body());
        }
        return made.text("userid");
    }

    /** A group that this account makes; its id. */
    String group(String userId, Map<String, ?> draft) {
        Answer made = api.post("groups", draft, "X-Forwarded-User", userId);
        if (made.status() != 200) {
            throw new AssertionError(made.body());
        }
        return made.text("id");
    }
}
