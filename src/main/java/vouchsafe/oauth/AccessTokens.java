package vouchsafe.oauth;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vouchsafe.accounts.Standings;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;
import vouchsafe.crypto.Seal;
import vouchsafe.crypto.SealKind;
import vouchsafe.crypto.Seals;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;

/**
 * Tells what the bearer of an access token may do. A token seen lately costs no look at the database, and only the first
 * use of a refreshed token costs a write.
 */
public final class AccessTokens {
    /** The channel on which changes of sign-ins are announced, for other rooms that must hear of them. */
    public static final String FAMILY_CHANGES = "family";

    private final Seals seals;
    private final TokenFamilies families;
    private final Grants grants;
    private final Standings standings;
    private final Clients clients;
    private final InstantSource clock;

    AccessTokens(
            Seals seals,
            TokenFamilies families,
            Grants grants,
            Standings standings,
            Clients clients,
            InstantSource clock) {
        this.seals = seals;
        this.families = families;
        this.grants = grants;
        this.standings = standings;
        this.clients = clients;
        this.clock = clock;
    }

    /** The state of a token. */
    public sealed interface Access {
        /**
         * The token is good: this client may act for the member of this grant, within these scopes.
         *
         * @param signInId the sign-in by the app (see {@link AppSignIn}) that it lives and dies with
         */
        record Live(Client client, Grant grant, List<String> scopes, UUID signInId, Instant issuedAt, Instant expiresAt)
                implements Access {}

        /** The token has expired; it was good before. */
        record Expired(Client client) implements Access {}

        /**
         * The token is unknown, or was ended.
         *
         * @param client the client that it was issued to; null where that is not known
         * @param why the reason, for the owner of the client
         */
        record Invalid(@Nullable Client client, String why) implements Access {}
    }

    /** Checks a token as it came in a request. */
    public Access check(String token) {
        Optional<Seal> seal = seals.open(SealKind.ACCESS, token).or(() -> seals.open(SealKind.NARROWED_ACCESS, token));
        if (seal.isEmpty()) {
            return new Access.Invalid(null, "it is no access token of this server");
        }
        Optional<TokenFamily> family =
                families.current(seal.get().subject(), seal.get().generation());
        Optional<Client> client = family.flatMap(each -> clients.find(each.clientRowId()));
        if (family.isEmpty() || client.isEmpty()) {
            return new Access.Invalid(null, "nothing is left of what it belonged to");
        }
        Optional<Grant> grant = grants.current(family.get().grantId()).filter(Grant::active);
        if (!client.get().usable()) {
            return new Access.Invalid(client.get(), "the client is suspended");
        }
        if (grant.isEmpty()) {
            return new Access.Invalid(client.get(), "the member has withdrawn");
        }
        if (!standings.active(grant.get().memberId())) {
            return new Access.Invalid(client.get(), "the member's account is not in use");
        }
        if (family.get().revoked()) {
            return new Access.Invalid(client.get(), "the token was revoked");
        }
        if (superseded(seal.get(), family.get(), client.get())) {
            return new Access.Invalid(client.get(), "the token was replaced by a newer one");
        }
        Instant expiresAt = seal.get().issuedAt().plus(client.get().lifetimes().access());
        if (!clock.instant().isBefore(expiresAt)) {
            return new Access.Expired(client.get());
        }
        if (seal.get().generation() == family.get().generation()) {
            families.noteUse(family.get());
        }
        return new Access.Live(
                client.get(),
                grant.get(),
                scopes(seal.get(), family.get(), client.get(), grant.get()),
                family.get().id(),
                seal.get().issuedAt(),
                expiresAt);
    }

    private static boolean superseded(Seal seal, TokenFamily family, Client client) {
        if (seal.generation() == 0 || seal.generation() > family.generation()) {
            return true;
        }
        return seal.generation() < family.generation() && !client.lifetimes().accessOutlivesRefresh();
    }

    private static List<String> scopes(Seal seal, TokenFamily family, Client client, Grant grant) {
        List<String> held = family.scopes(client);
        List<String> sealed = seal.kind() == SealKind.NARROWED_ACCESS ? Scopes.select(held, seal.extra()) : held;
        return sealed.stream().filter(grant.permissions().scopes()::contains).toList();
    }
}
