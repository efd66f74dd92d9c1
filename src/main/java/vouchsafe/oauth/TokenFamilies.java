package vouchsafe.oauth;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import vouchsafe.accounts.Credentials;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.DurableActs;
import vouchsafe.clients.Client;
import vouchsafe.db.Batcher;
import vouchsafe.db.LockedRows;
import vouchsafe.db.RowCache;
import vouchsafe.db.UuidV7;
import vouchsafe.metrics.Metrics;

/** The sign-ins by apps: the table, the copy in memory, and the record of replays. */
final class TokenFamilies {
    private static final Logger log = LoggerFactory.getLogger(TokenFamilies.class);

    private final FamilyTable table;
    private final RowCache<TokenFamily> cache;
    private final DurableActs acts;
    // Calls of the same moment share one statement and one commit.
    private final Batcher<NewFamily, Boolean> openings;
    private final Batcher<Redemption, Optional<TokenState>> redemptions;
    private final Batcher<Refresh, Optional<TokenState>> refreshes;
    private final Batcher<FamilyTable.Use, Boolean> uses;

    TokenFamilies(FamilyTable table, RowCache<TokenFamily> cache, DurableActs acts, Metrics metrics) {
        this.table = table;
        this.cache = cache;
        this.acts = acts;
        this.openings = new Batcher<>(
                1,
                RowCache.MOST_ANNOUNCED,
                asked -> table.open(asked, LockedRows.SKIPPED),
                alone -> Boolean.TRUE.equals(
                        table.open(List.of(alone), LockedRows.AWAITED).getFirst()));
        this.redemptions = new Batcher<>(
                1,
                RowCache.MOST_ANNOUNCED,
                asked -> table.redeem(asked, LockedRows.SKIPPED),
                alone -> orNone(table.redeem(List.of(alone), LockedRows.AWAITED).getFirst()));
        this.refreshes = new Batcher<>(
                1,
                RowCache.MOST_ANNOUNCED,
                asked -> table.refresh(asked, cache.announcement(), LockedRows.SKIPPED),
                alone -> orNone(table.refresh(List.of(alone), cache.announcement(), LockedRows.AWAITED)
                        .getFirst()));
        this.uses = new Batcher<>(1, RowCache.MOST_ANNOUNCED, asked -> note(table, asked));
        openings.count(metrics, "codes");
        redemptions.count(metrics, "redemptions");
        refreshes.count(metrics, "refreshes");
        uses.count(metrics, "first_uses");
    }

    private static List<Boolean> note(FamilyTable table, List<FamilyTable.Use> uses) {
        table.noteUse(uses);
        return uses.stream().map(use -> true).toList();
    }

    /** Makes null empty: a family that was not found although its row was waited for does not exist. */
    private static Optional<TokenState> orNone(@Nullable Optional<TokenState> next) {
        return next == null ? Optional.empty() : next;
    }

    /** The family as the database has it now. */
    Optional<TokenFamily> read(UUID id) {
        return table.read(id);
    }

    /** The family from memory if it has reached this generation there, else from the database. */
    Optional<TokenFamily> current(UUID id, int generation) {
        Optional<TokenFamily> family = cache.get(id);
        if (family.isPresent() && family.get().generation() < generation) {
            cache.forget(id);
            return cache.get(id);
        }
        return family;
    }

    /** Begins a family as a code; empty where the grant, the credentials or the client ended meanwhile. */
    Optional<UUID> open(UUID grantId, Credentials credentials, Client client, CodeBinding binding, Instant now) {
        UUID id = UuidV7.next();
        Instant expires = now.plus(client.lifetimes().code());
        return openings.ask(new NewFamily(id, grantId, credentials, client.id(), client.stamp(), binding, now, expires))
                ? Optional.of(id)
                : Optional.empty();
    }

    Optional<TokenState> redeem(UUID id, Client client, CodeProof proof, Instant now) {
        return redemptions.ask(new Redemption(id, client.id(), proof, now));
    }

    boolean proves(UUID id, Client client, CodeProof proof) {
        return table.proves(id, client.id(), proof);
    }

    Optional<CodeBinding> binding(UUID id) {
        return table.binding(id);
    }

    Optional<TokenState> refresh(Refresh asked) {
        Optional<TokenState> next = refreshes.ask(asked);
        next.ifPresent(family -> cache.forget(asked.family()));
        return next;
    }

    /**
     * Notes the first use of an access token of the family's present generation. The use shows that the client got that
     * generation, and needs the refresh token before it no longer.
     */
    void noteUse(TokenFamily family) {
        // Before the first refresh no refresh token was replaced.
        if (family.generation() < 2 || family.used()) {
            return;
        }
        try {
            uses.ask(new FamilyTable.Use(family.id(), family.generation()));
            cache.forget(family.id());
        } catch (DataAccessException failed) {
            // The token is good whether or not this can be written down; its next use tries again.
            log.debug("the first use of a token was not noted: {}", failed.getMessage());
        }
    }

    List<FamilyTable.Ended> ofGrant(UUID grantId, int most) {
        return table.ofGrant(grantId, most);
    }

    void revoke(UUID id, String because, Instant now) {
        acts.run(() -> {
            if (table.revoke(id, because, now)) {
                cache.changed(id);
            }
        });
    }

    void revokeAll(UUID grantId, String because, Instant now) {
        acts.run(() -> {
            List<UUID> revoked = table.revokeAll(grantId, because, now);
            revoked.forEach(cache::changed);
        });
    }

    /** Ends the family, since one of its tokens came over plain http. */
    void revokeSentInClear(TokenFamily family, Instant now) {
        acts.run(() -> {
            revoke(family.id(), "a token was sent over plain http", now);
            acts.record(AuditEvent.of("tokens.sent_in_clear").client(family.clientRowId()));
        });
    }

    /** Ends the family, since a code or token that is good once was used twice: neither user keeps any token. */
    void revokeReplayed(TokenFamily family, String because, Instant now) {
        acts.run(() -> {
            revoke(family.id(), because, now);
            acts.record(AuditEvent.of("tokens.replayed")
                    .client(family.clientRowId())
                    .with("because", because));
        });
    }
}
