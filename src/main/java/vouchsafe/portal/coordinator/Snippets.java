package vouchsafe.portal.coordinator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import vouchsafe.clients.Client;
import vouchsafe.clients.RedirectUri;
import vouchsafe.web.PublicAddress;

/**
 * Programs that walk one member through authorization, exchange, reading and refreshing. They lie in the folder
 * {@code snippets} of the resources, and need only the client secret from their user.
 */
final class Snippets {
    private static final Pattern ON_THIS_MACHINE = Pattern.compile("http://(127\\.0\\.0\\.1|localhost)[:/]");

    private final PublicAddress address;

    Snippets(PublicAddress address) {
        this.address = address;
    }

    List<Snippet> of(Client client) {
        return List.of(
                snippet("curl", "connect.sh", client),
                snippet("Python", "connect.py", client),
                snippet("JavaScript", "connect.mjs", client),
                snippet("Java", "Connect.java", client));
    }

    private Snippet snippet(String language, String file, Client client) {
        String redirectUri = redirectUri(client);
        // A registered redirect URI has no quotation marks and no backslash; an apostrophe matters to a shell only.
        String literal = file.endsWith(".sh") ? redirectUri.replace("'", "'\\''") : redirectUri;
        String program = read(file)
                .replace("@BASE@", address.url(""))
                .replace("@CLIENT_ID@", client.clientId())
                .replace("@REDIRECT_URI@", literal)
                .replace("@AUTHORIZE_PATH_AND_QUERY@", pathAndQuery(client.clientId(), redirectUri));
        return new Snippet(language, file, program);
    }

    /** One on the developer's own machine, where the program can wait for the answer itself; otherwise the first. */
    private static String redirectUri(Client client) {
        return client.redirectUris().stream()
                .map(RedirectUri::value)
                .filter(value -> ON_THIS_MACHINE.matcher(value).lookingAt())
                .findFirst()
                .orElseGet(() -> client.redirectUris().getFirst().value());
    }

    private static String pathAndQuery(String clientId, String redirectUri) {
        return "/direct-sharing/projects/oauth2/authorize/?client_id=" + clientId + "&response_type=code&redirect_uri="
                + URLEncoder.encode(redirectUri, StandardCharsets.UTF_8);
    }

    private static String read(String file) {
        try (InputStream resource =
                Objects.requireNonNull(Snippets.class.getResourceAsStream("/snippets/" + file), file)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
