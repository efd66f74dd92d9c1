package vouchsafe.clients;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values from which a client is made; see {@link Client} for the meaning of each value. */
public record NewClient(
        String clientId,
        Client.Kind kind,
        String name,
        boolean confidential,
        boolean isNative,
        List<RedirectUri> redirectUris,
        Set<String> grantTypes,
        List<String> scopes,
        boolean trusted,
        boolean pkceRequired,
        Lifetimes lifetimes,
        @Nullable String authority,
        ServerRights rights) {

    /** A client whose server has no rights beyond the usual. */
    public NewClient(
            String clientId,
            Client.Kind kind,
            String name,
            boolean confidential,
            boolean isNative,
            List<RedirectUri> redirectUris,
            Set<String> grantTypes,
            List<String> scopes,
            boolean trusted,
            boolean pkceRequired,
            Lifetimes lifetimes,
            @Nullable String authority) {
        this(
                clientId,
                kind,
                name,
                confidential,
                isNative,
                redirectUris,
                grantTypes,
                scopes,
                trusted,
                pkceRequired,
                lifetimes,
                authority,
                ServerRights.NONE);
    }

    /** A client for members of this server. */
    public NewClient(
            String clientId,
            Client.Kind kind,
            String name,
            boolean confidential,
            boolean isNative,
            List<RedirectUri> redirectUris,
            Set<String> grantTypes,
            List<String> scopes,
            boolean trusted,
            boolean pkceRequired,
            Lifetimes lifetimes) {
        this(
                clientId,
                kind,
                name,
                confidential,
                isNative,
                redirectUris,
                grantTypes,
                scopes,
                trusted,
                pkceRequired,
                lifetimes,
                null);
    }

    /** Every scope name that apps of projects may send; of these, reading and writing mean something here. */
    public static final List<String> PROJECT_SCOPES =
            List.of("read", "write", "american-gut", "go-viral", "pgp", "wildlife", "open-humans");

    /** The values of {@code grant_type} of an app that goes through the code flow. */
    public static final Set<String> CODE_FLOW = Set.of("authorization_code", "refresh_token");

    /** The client of a data request project: confidential, code flow, the lifetimes such apps are used to. */
    public static NewClient forProject(
            String clientId, String name, List<RedirectUri> redirectUris, boolean pkceRequired) {
        return new NewClient(
                clientId,
                Client.Kind.PROJECT,
                name,
                true,
                false,
                redirectUris,
                CODE_FLOW,
                PROJECT_SCOPES,
                false,
                pkceRequired,
                Lifetimes.OPEN_HUMANS);
    }

    /** The client of a project whose members join on this server: no app may get a token with it. */
    public static NewClient forOnSiteProject(String clientId, String name) {
        return new NewClient(
                clientId,
                Client.Kind.PROJECT,
                name,
                true,
                false,
                List.of(),
                Set.of(),
                PROJECT_SCOPES,
                false,
                false,
                Lifetimes.OPEN_HUMANS);
    }
}
