package vouchsafe.clients;

import java.util.List;

/**
 * A client that is to be registered.
 *
 * @param clientId what it calls itself on the wire
 * @param decided what can be changed later
 * @param isNative whether it runs on its user's own device (RFC 8252)
 * @param scopes what it may ask for
 */
public record NewRegistration(
        String clientId, ClientRegistration decided, boolean isNative, List<String> scopes, Lifetimes lifetimes) {
    /** The request of an app that reads and writes annotations. */
    public static final List<String> ANNOTATION_SCOPES = List.of("annotation:read", "annotation:write");

    /** An app for annotations, with the lifetimes such apps are used to. */
    public static NewRegistration forAnnotations(String clientId, ClientRegistration decided) {
        return new NewRegistration(clientId, decided, false, ANNOTATION_SCOPES, Lifetimes.HYPOTHESIS);
    }

    NewClient client() {
        ClientRegistration stored = decided.effective(lifetimes);
        return new NewClient(
                clientId,
                Client.Kind.REGISTERED,
                stored.name(),
                stored.confidential(),
                isNative,
                stored.redirectUris(),
                stored.grantTypes(),
                scopes,
                stored.trusted(),
                stored.pkceRequired(),
                lifetimes,
                stored.authority(),
                stored.rights());
    }
}
