package vouchsafe.portal.oauthclients;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import vouchsafe.accounts.Authority;
import vouchsafe.clients.Client;
import vouchsafe.clients.RedirectUri;
import vouchsafe.web.pages.Choice;

/**
 * The form about a client, as typed.
 *
 * @param grantType {@code authorization_code}, {@code jwt_bearer} or {@code client_credentials}
 * @param redirectUrls one a line
 * @param ownMembers whether its server looks after members of this server
 * @param bulk whether its server may send many instructions in one call
 */
public record ClientForm(
        String name,
        String authority,
        String grantType,
        String redirectUrls,
        boolean confidential,
        boolean trusted,
        boolean pkceRequired,
        boolean ownMembers,
        boolean bulk) {
    static final String CODE = "authorization_code";
    static final String ASSERTION = "jwt_bearer";
    static final String CREDENTIALS = "client_credentials";

    /** An empty form. */
    static ClientForm blank(Authority authority) {
        return new ClientForm("", authority.value(), CODE, "", false, false, false, false, false);
    }

    static ClientForm of(Client client, Authority authority) {
        return new ClientForm(
                client.name(),
                authority.named(client.authority()),
                grantType(client),
                client.redirectUris().stream().map(RedirectUri::value).collect(Collectors.joining("\n")),
                client.confidential(),
                client.trusted(),
                client.pkceRequired(),
                client.rights().ownMembers(),
                client.rights().bulk());
    }

    static String grantType(Client client) {
        return client.grantTypes().contains(CREDENTIALS)
                ? CREDENTIALS
                : client.grantTypes().contains(CODE) ? CODE : ASSERTION;
    }

    static ClientForm read(HttpServletRequest request) {
        String[] urls = request.getParameterValues("redirect_url");
        return new ClientForm(
                text(request, "name"),
                text(request, "authority"),
                text(request, "grant_type"),
                urls == null ? "" : String.join("\n", urls).strip(),
                !text(request, "confidential").isEmpty(),
                !text(request, "trusted").isEmpty(),
                !text(request, "pkce_required").isEmpty(),
                !text(request, "own_members").isEmpty(),
                !text(request, "bulk").isEmpty());
    }

    private static String text(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getParameter(name)).orElse("").strip();
    }

    /** The grant types that the form offers. */
    public static List<Choice> grantTypes() {
        return List.of(
                new Choice(
                        CODE,
                        "authorization_code",
                        "Members sign in here and allow it, as in a popup of an annotation client. Refresh tokens come"
                                + " with it."),
                new Choice(
                        ASSERTION,
                        "jwt_bearer",
                        "A third party's server vouches for its own accounts with signed assertions. Refresh tokens"
                                + " come with it."),
                new Choice(
                        CREDENTIALS,
                        "client_credentials",
                        "A third party's server makes accounts and groups of its own authority, with its id and secret"
                                + " on each call. Whoever holds the secret can act for all of them."));
    }
}
