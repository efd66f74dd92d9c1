package vouchsafe.clients;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An app that may ask members for access (RFC 6749 section 2).
 *
 * @param id row id, never on the wire
 * @param clientId the app's id on the wire
 * @param confidential whether it must authenticate with a secret
 * @param isNative whether it runs on its user's own device (RFC 8252)
 * @param grantTypes values of {@code grant_type} it may use
 * @param scopes scopes it may ask for, in the order in which they are printed
 * @param trusted whether consent is not asked for
 * @param suspendedAt since when nothing of it works; null while it does
 * @param authority the authority for whose members it may act: null for this server, else the domain of a third party
 * @param rights what its server may do beyond that
 * @param stamp raised with each change of its rights; every act that begins something names the one it was allowed
 *     under
 * @param secrets every secret still on record, newest first
 */
public record Client(
        UUID id,
        String clientId,
        Kind kind,
        String name,
        boolean confidential,
        boolean isNative,
        List<RedirectUri> redirectUris,
        Set<String> grantTypes,
        List<String> scopes,
        boolean trusted,
        boolean pkceRequired,
        Lifetimes lifetimes,
        @Nullable Instant suspendedAt,
        Instant createdAt,
        @Nullable String authority,
        ServerRights rights,
        int stamp,
        List<SecretRecord> secrets) {

    /** Where a client comes from. */
    public enum Kind {
        PROJECT("project"),
        REGISTERED("registered"),
        DYNAMIC("dynamic"),
        METADATA_DOCUMENT("metadata_document");

        private final String column;

        Kind(String column) {
            this.column = column;
        }

        String column() {
            return column;
        }

        static Kind of(String column) {
            for (Kind kind : values()) {
                if (kind.column.equals(column)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("no kind of client is called " + column);
        }
    }

    /** Whether it may be used at all. */
    public boolean usable() {
        return suspendedAt == null;
    }

    /** Whether one of its redirect URIs has this origin (RFC 6454), so that pages there belong to it. */
    public boolean servesPagesAt(String origin) {
        List<String> own = RedirectUri.originsFor(origin);
        return redirectUris.stream().flatMap(uri -> uri.origin().stream()).anyMatch(own::contains);
    }

    /** The same with these secrets. */
    Client with(List<SecretRecord> theirSecrets) {
        return new Client(
                id,
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
                suspendedAt,
                createdAt,
                authority,
                rights,
                stamp,
                theirSecrets);
    }
}
