package vouchsafe.clients;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import vouchsafe.crypto.Digests;
import vouchsafe.crypto.KeyRing;
import vouchsafe.db.Transactions;

/**
 * The clients of this server. Reads come from a copy in memory that follows every change on every node; each write is one
 * transaction of its own or part of the caller's.
 */
public final class Clients {
    /** A secret's last use is kept to the hour, so that using it costs no write. */
    private static final Duration LAST_USED_PRECISION = Duration.ofHours(1);

    private static final int LIVE_SECRETS = 2;
    /** Twice as long as any that this server gives. */
    private static final int LONGEST_CLIENT_ID = 80;
    /** A scheme, the longest name of a host (RFC 1035 section 2.3.4), and a port. */
    private static final int LONGEST_ORIGIN = 280;

    private final ClientTable table;
    private final ClientCache cache;
    private final Transactions transactions;
    private final KeyRing keys;
    private final InstantSource clock;

    Clients(ClientTable table, ClientCache cache, Transactions transactions, KeyRing keys, InstantSource clock) {
        this.table = table;
        this.cache = cache;
        this.transactions = transactions;
        this.keys = keys;
        this.clock = clock;
    }

    /** The client with this row id. */
    public Optional<Client> find(UUID id) {
        return cache.byId(id);
    }

    /** The client with this id on the wire. The text may be anything that a stranger sent. */
    public Optional<Client> byClientId(String clientId) {
        return canBeAnId(clientId) ? cache.byClientId(clientId) : Optional.empty();
    }

    /**
     * Whether some client has a page at this origin (RFC 6454).
     *
     * @param origin anything that a stranger sent
     */
    public boolean servePagesAt(String origin) {
        return origin.length() <= LONGEST_ORIGIN
                && origin.chars().noneMatch(Character::isISOControl)
                && table.servePagesAt(RedirectUri.originsFor(origin));
    }

    /** PostgreSQL would not take a NUL even to look for it, and must not be made to look for a page of text. */
    private static boolean canBeAnId(String clientId) {
        return clientId.length() <= LONGEST_CLIENT_ID && clientId.chars().noneMatch(Character::isISOControl);
    }

    /** Makes a client without a secret. */
    public Client create(NewClient client) {
        UUID id = transactions.call(() -> table.insert(client, clock.instant()));
        return table.read(id).orElseThrow();
    }

    /** Changes what a form may change; tokens already issued live on, codes that are just being made come to nothing. */
    public void update(UUID id, String name, List<RedirectUri> redirectUris, boolean pkceRequired) {
        change(id, client -> table.update(id, name, redirectUris, pkceRequired));
    }

    /** From now on refuses authorization requests without a PKCE challenge (RFC 7636). */
    public void requirePkce(UUID id) {
        change(id, client -> table.requirePkce(id));
    }

    /** Makes a client without a secret, unless there is one that calls itself the same; its row id where it was made. */
    Optional<UUID> createOnce(NewClient client) {
        return table.insertOnce(client, clock.instant());
    }

    /** Changes all that an administrator decides; empty where there is no such client. */
    Optional<Client> update(UUID id, ClientRegistration decided) {
        return locked(id, client -> {
            table.update(id, decided.effective(client.lifetimes()));
            cache.changed(client);
            return table.read(id).orElseThrow();
        });
    }

    /**
     * The clients that an administrator registered, by name; without their secrets.
     *
     * @param text what name, id or authority must have in it; empty for all
     * @param afterClientId the last one of the page before; empty for the first page
     * @param most how many at most
     */
    public List<Client> registered(String text, String afterClientId, int most) {
        return table.registered(text, afterClientId, most);
    }

    /** Takes the client away, with every consent, code and token; it as it was, or empty where there is none. */
    Optional<Client> delete(UUID id) {
        return locked(id, client -> {
            table.delete(id);
            cache.changed(client);
            return client;
        });
    }

    /** Changes in which ways it may get tokens; tokens already issued live on, and can be refreshed only if that is one. */
    public void allowGrantTypes(UUID id, Set<String> grantTypes) {
        change(id, client -> table.updateGrantTypes(id, grantTypes));
    }

    /** Changes how long codes and tokens last, also for those already issued. */
    public void updateLifetimes(UUID id, Lifetimes lifetimes) {
        change(id, client -> table.updateLifetimes(id, lifetimes));
    }

    /** Stops everything of this client, or lets it go on. */
    public void suspend(UUID id, boolean suspended) {
        change(id, client -> table.suspend(id, suspended ? Optional.of(clock.instant()) : Optional.empty()));
    }

    /**
     * Makes a new secret for a client that is there and confidential, the only time it can be seen.
     *
     * @param oldOnesEnd when the secrets made before stop working
     * @throws TwoSecretsLive when two secrets would go on living beside the new one
     */
    public ClientSecret issueSecret(UUID id, Instant oldOnesEnd) {
        return switch (replaceSecret(id, oldOnesEnd)) {
            case NewSecretResult.SecretMade(ClientSecret secret) -> secret;
            case NewSecretResult.TwoSecretsWork two -> throw new TwoSecretsLive();
            case NewSecretResult.SecretOfPublicClient none ->
                throw new IllegalArgumentException("a public client has no secret");
            case NewSecretResult.SecretOfNoClient none -> throw new IllegalArgumentException("no such client");
        };
    }

    /** Makes a new secret beside those that others make at this very moment, since all of them are shown. */
    NewSecretResult replaceSecret(UUID id, Instant oldOnesEnd) {
        List<UUID> before = table.secrets(id).stream().map(SecretRecord::id).toList();
        return this.<NewSecretResult>locked(id, client -> {
                    Instant now = clock.instant();
                    if (!client.confidential()) {
                        return new NewSecretResult.SecretOfPublicClient();
                    }
                    boolean oldOnesGo = !now.isBefore(oldOnesEnd);
                    long beside = client.secrets().stream()
                            .filter(each -> each.live(now) && !(oldOnesGo && before.contains(each.id())))
                            .count();
                    if (beside >= LIVE_SECRETS) {
                        return new NewSecretResult.TwoSecretsWork();
                    }
                    ClientSecret secret = ClientSecret.random();
                    table.endSecrets(id, before, oldOnesEnd);
                    table.insertSecret(id, secret.hash(), signs(client) ? keys.wrap(secret.bytes()) : null, now);
                    cache.changed(client);
                    return new NewSecretResult.SecretMade(secret);
                })
                .orElseGet(NewSecretResult.SecretOfNoClient::new);
    }

    /** The message for the request that would make one secret too many. */
    public static final class TwoSecretsLive extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        private TwoSecretsLive() {
            super("two secrets are live already; end one before you make another");
        }
    }

    /** Assertions are signed with the secret itself (RFC 7523), so that a hash would not do. */
    private static boolean signs(Client client) {
        return client.grantTypes().contains(GrantTypes.JWT_BEARER);
    }

    /**
     * The live secrets that this client signs assertions with; empty for one that does not sign, and for one whose secrets cannot be
     * opened any more, since the server lost its master key.
     */
    public List<byte[]> assertionKeys(Client client) {
        List<byte[]> live = new ArrayList<>();
        for (SecretRecord each : client.secrets()) {
            byte[] wrapped = each.wrapped();
            if (wrapped != null && each.live(clock.instant())) {
                keys.unwrap(wrapped).ifPresent(live::add);
            }
        }
        return live;
    }

    /** Ends one secret now; false where it had ended, or is none of this client's. */
    boolean endSecret(UUID id, UUID secretId) {
        return locked(id, client -> {
                    boolean ended = table.endSecret(id, secretId, clock.instant());
                    if (ended) {
                        cache.changed(client);
                    }
                    return ended;
                })
                .orElse(false);
    }

    /** Whether this is a live secret of the client; takes the same time for any text, right or wrong. */
    public boolean authenticate(Client client, String secret) {
        Instant now = clock.instant();
        byte[] hash = Digests.sha256(secret);
        boolean known = false;
        for (SecretRecord each : client.secrets()) {
            boolean same = Digests.same(each.hash(), hash);
            if (same && each.live(now)) {
                known = true;
                noteUse(client, each, now);
            }
        }
        return known;
    }

    private void noteUse(Client client, SecretRecord secret, Instant now) {
        Instant last = secret.lastUsedAt();
        Instant before = now.minus(LAST_USED_PRECISION);
        if (last == null || last.isBefore(before)) {
            transactions.run(() -> {
                // Of the many calls that come just then, one writes.
                if (table.secretUsed(secret.id(), now, before)) {
                    cache.changed(client);
                }
            });
        }
    }

    private void change(UUID id, Consumer<Client> change) {
        Optional<Client> changed = locked(id, client -> {
            change.accept(client);
            cache.changed(client);
            return client;
        });
        if (changed.isEmpty()) {
            throw new IllegalArgumentException("no such client");
        }
    }

    /** One change of a client at a time, so that each sees what the one before did; empty where there is no such client. */
    private <T> Optional<T> locked(UUID id, Function<Client, T> change) {
        return transactions.call(() -> table.lock(id).map(change));
    }
}
