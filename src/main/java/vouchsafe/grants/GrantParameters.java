package vouchsafe.grants;

import java.time.Instant;
import java.util.Map;

/** A member's permissions as named SQL parameters. */
final class GrantParameters {
    private GrantParameters() {}

    static Map<String, Object> of(Permissions permissions, boolean hidden, Instant now) {
        return Map.of(
                "version", permissions.version(),
                "scopes", permissions.scopes().toArray(String[]::new),
                "sources", permissions.sources().toArray(String[]::new),
                "allSources", permissions.allSources(),
                "username", permissions.usernameShared(),
                "messages", permissions.messagesAllowed(),
                "hidden", hidden,
                "now", now);
    }
}
