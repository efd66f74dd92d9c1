package vouchsafe.files;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import vouchsafe.accounts.Credentials;
import vouchsafe.crypto.Seal;
import vouchsafe.crypto.SealKind;
import vouchsafe.crypto.Seals;
import vouchsafe.grants.Grant;
import vouchsafe.web.PublicAddress;

/**
 * Addresses at which a file can be had. The key in one is a seal over the file and the grant it is read under, so a
 * listing writes nothing, and a link is dead when the grant is. The seal proves only for whom it was made: each use
 * asks whether that holder may still read.
 */
public final class DownloadLinks {
    /** How long a project can use a link. */
    public static final Duration LIFETIME = Duration.ofHours(1);

    /** How long a member's own link works: it is followed at once. */
    private static final Duration OWN_LIFETIME = Duration.ofMinutes(5);

    private static final String PATH = "/data-management/datafile-download/";
    private static final String PUBLIC = "public";

    private final Seals seals;
    private final PublicAddress address;
    private final InstantSource clock;

    DownloadLinks(Seals seals, PublicAddress address, InstantSource clock) {
        this.seals = seals;
        this.address = address;
        this.clock = clock;
    }

    /** The holder for whom a link was made. */
    public sealed interface Reader {
        /** The project that this grant is for. */
        record Project(UUID grantId) implements Reader {}

        /**
         * The owner of the file, while the credentials they signed in with count.
         *
         * @param proof names those credentials, and is good for nothing else
         */
        record Owner(UUID proof) implements Reader {
            /** Whether the link's holder acts under these credentials. */
            public boolean actsUnder(Credentials credentials) {
                return proof.equals(DownloadLinks.proof(credentials));
            }
        }

        /** Anyone. */
        record Everyone() implements Reader {}
    }

    /** The URL for the project that may read the file under this grant; works for an hour, while the grant does. */
    public String url(DataFile file, Grant grant) {
        return address.url(
                PATH + file.id() + "/?key=" + seal(SealKind.DOWNLOAD, grant.id(), file.id(), clock.instant()));
    }

    /** The URL for anyone; works while the member shares the file publicly. */
    public String publicUrl(DataFile file) {
        return address.url(PATH + file.id() + "/");
    }

    /** The path to send the signed-in owner of the file to, for use at once; dead when these credentials are. */
    public String ownPath(DataFile file, Credentials owner) {
        return contentPath(file, seal(SealKind.OWN_DOWNLOAD, proof(owner), file.id(), clock.instant()));
    }

    private static UUID proof(Credentials credentials) {
        return UUID.nameUUIDFromBytes(
                (credentials.memberId() + " " + credentials.stamp()).getBytes(StandardCharsets.UTF_8));
    }

    /** The path of the bytes; its last segment is the file's name, since such clients name what they save by it. */
    public String contentPath(DataFile file, String key) {
        return PATH + file.id() + "/" + (key.isEmpty() ? PUBLIC : key) + "/"
                + URLEncoder.encode(file.basename(), StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * The holder for whom a key was made; empty where the key is not ours, not for this file, or too old.
     *
     * @param key as in the URL; empty or {@code public} is everyone's
     */
    public Optional<Reader> reader(long fileId, String key) {
        if (key.isEmpty() || key.equals(PUBLIC)) {
            return Optional.of(new Reader.Everyone());
        }
        Optional<Reader> project = seals.open(SealKind.DOWNLOAD, key)
                .filter(seal -> good(seal, fileId, LIFETIME))
                .map(seal -> new Reader.Project(seal.subject()));
        return project.or(() -> seals.open(SealKind.OWN_DOWNLOAD, key)
                .filter(seal -> good(seal, fileId, OWN_LIFETIME))
                .map(seal -> new Reader.Owner(seal.subject())));
    }

    private String seal(SealKind kind, UUID subject, long fileId, Instant now) {
        return seals.seal(Seal.about(kind, subject, fileId, now));
    }

    private boolean good(Seal seal, long fileId, Duration lifetime) {
        return seal.number() == fileId
                && clock.instant().isBefore(seal.issuedAt().plus(lifetime));
    }
}
