package vouchsafe.grants;

import java.util.List;

/**
 * The exact permissions that a member gives a client.
 *
 * @param version which version of the client's request this answers
 * @param scopes scope names
 * @param sources labels of the data sources that may be read, for example {@code direct-sharing-13}
 * @param allSources whether every source may be read, now and in future
 * @param usernameShared whether the client learns the username
 * @param messagesAllowed whether it may send messages through the server
 */
public record Permissions(
        int version,
        List<String> scopes,
        List<String> sources,
        boolean allSources,
        boolean usernameShared,
        boolean messagesAllowed) {}
