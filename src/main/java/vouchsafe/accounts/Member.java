package vouchsafe.accounts;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One person with an account.
 *
 * @param id row id; never shown to a project
 * @param username unique without regard to case, letters, digits and underscore; public
 * @param name the name the person wants to be called by; public
 * @param email where mail goes; an unverified address may be claimed by several members, a verified one by one
 * @param emailVerified whether the person has shown that they read mail sent to this address
 * @param administrator may see the administrators' pages
 * @param reviewer may decide about projects
 * @param status whether the account may be used
 * @param createdAt when the account was made
 * @param authority the party that vouches for this person: null for an account of this server, else the domain of a
 *     third party
 * @param stamp of the credentials the account has now (see {@link Credentials})
 */
public record Member(
        UUID id,
        String username,
        String name,
        String email,
        boolean emailVerified,
        boolean administrator,
        boolean reviewer,
        Status status,
        Instant createdAt,
        @Nullable String authority,
        int stamp) {

    /** Whether an account may be used. */
    public enum Status {
        /** In use. */
        ACTIVE,
        /** Stopped by an administrator; it takes no sign-in, and no app can act for it. */
        SUSPENDED,
        /** Erased by its owner; the row stays so that its name is not given to someone else. */
        DELETED;

        String column() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The credentials that a sign-in at this moment acts under. */
    public Credentials credentials() {
        return new Credentials(id, stamp);
    }

    /** Whether this account may sign in and be acted for. */
    public boolean active() {
        return status == Status.ACTIVE;
    }
}
