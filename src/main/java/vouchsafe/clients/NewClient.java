package vouchsafe.clients;

import java.util.List;
import java.util.Set;

/**
 * The values from which a client is made; see {@link Client} for the meaning of each value.
 *
 * @param decided what can be changed later, as it is stored
 */
public record NewClient(
        String clientId,
        Client.Kind kind,
        ClientRegistration decided,
        boolean isNative,
        List<String> scopes,
        Lifetimes lifetimes) {

    /** Every scope name that apps of projects may send; of these, reading and writing mean something here. */
    public static final List<String> PROJECT_SCOPES =
            List.of("read", "write", "american-gut", "go-viral", "pgp", "wildlife", "open-humans");

    /** The values of {@code grant_type} of an app that goes through the code flow. */
    public static final Set<String> CODE_FLOW = Set.of("authorization_code", "refresh_token");

    /** The client of a data request project: confidential, code flow, the lifetimes such apps are used to. */
    public static NewClient forProject(
            String clientId, String name, List<RedirectUri> redirectUris, boolean pkceRequired) {
        return ofProject(
                clientId, new ClientRegistration(name, null, CODE_FLOW, redirectUris, true, false, pkceRequired));
    }

    /** The client of a project whose members join on this server: no app may get a token with it. */
    public static NewClient forOnSiteProject(String clientId, String name) {
        return ofProject(clientId, new ClientRegistration(name, null, Set.of(), List.of(), true, false, false));
    }

    private static NewClient ofProject(String clientId, ClientRegistration decided) {
        return new NewClient(clientId, Client.Kind.PROJECT, decided, false, PROJECT_SCOPES, Lifetimes.OPEN_HUMANS);
    }
}
