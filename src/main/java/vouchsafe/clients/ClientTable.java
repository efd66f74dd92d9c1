package vouchsafe.clients;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.db.RecordRows;
import vouchsafe.db.UuidV7;

/** The SQL of clients and their secrets. */
final class ClientTable {
    private static final String SELECT = "SELECT * FROM clients ";

    private static final RowMapper<SecretRecord> SECRET = RecordRows.of(SecretRecord.class);

    private final JdbcClient sql;

    ClientTable(JdbcClient sql) {
        this.sql = sql;
    }

    Optional<Client> read(UUID id) {
        return sql.sql(SELECT + "WHERE id = :id")
                .param("id", id)
                .query(ClientTable::client)
                .optional()
                .map(client -> client.with(secrets(client.id())));
    }

    /** The client, locked against changes by others until the caller's transaction ends. */
    Optional<Client> lock(UUID id) {
        boolean there = sql.sql("SELECT true FROM clients WHERE id = :id FOR NO KEY UPDATE")
                .param("id", id)
                .query(Boolean.class)
                .optional()
                .isPresent();
        return there ? read(id) : Optional.empty();
    }

    Optional<Client> readByClientId(String clientId) {
        return sql.sql(SELECT + "WHERE client_id = :clientId")
                .param("clientId", clientId)
                .query(ClientTable::client)
                .optional()
                .map(client -> client.with(secrets(client.id())));
    }

    UUID insert(NewClient client, Instant now) {
        UUID id = UuidV7.next();
        insertion("", id, client, now).update();
        return id;
    }

    /** Makes the client, unless there is one that calls itself the same. */
    Optional<UUID> insertOnce(NewClient client, Instant now) {
        UUID id = UuidV7.next();
        boolean made =
                insertion("ON CONFLICT (client_id) DO NOTHING", id, client, now).update() == 1;
        return made ? Optional.of(id) : Optional.empty();
    }

    private JdbcClient.StatementSpec insertion(String onConflict, UUID id, NewClient client, Instant now) {
        ClientRegistration decided = client.decided();
        JdbcClient.StatementSpec statement = sql.sql("""
            INSERT INTO clients (id, client_id, kind, name, confidential, native, redirect_uris, grant_types, scopes,
                trusted, pkce_required, code_seconds, access_seconds, refresh_idle_seconds, refresh_total_seconds,
                refresh_grace_seconds, refresh_retry_seconds, access_outlives_refresh, lenient, created_at, authority,
                own_members, bulk)
            VALUES (:id, :clientId, :kind, :name, :confidential, :native, :redirectUris, :grantTypes, :scopes,
                :trusted, :pkceRequired, :code, :access, :idle, :total, :grace, :retry, :outlives, :lenient,
                :now, :authority, :ownMembers, :bulk)
            """ + onConflict)
                .param("id", id)
                .param("clientId", client.clientId())
                .param("kind", client.kind().column())
                .param("name", decided.name())
                .param("confidential", decided.confidential())
                .param("native", client.isNative())
                .param("redirectUris", texts(decided.redirectUris()))
                .param("grantTypes", decided.grantTypes().toArray(String[]::new))
                .param("scopes", client.scopes().toArray(String[]::new))
                .param("trusted", decided.trusted())
                .param("pkceRequired", decided.pkceRequired())
                .param("now", now)
                .param("authority", decided.authority())
                .param("ownMembers", decided.rights().ownMembers())
                .param("bulk", decided.rights().bulk());
        return with(client.lifetimes(), statement);
    }

    private static JdbcClient.StatementSpec with(Lifetimes lifetimes, JdbcClient.StatementSpec statement) {
        return statement
                .param("code", lifetimes.code().toSeconds())
                .param("access", lifetimes.access().toSeconds())
                .param("idle", seconds(lifetimes.refreshIdle()))
                .param("total", seconds(lifetimes.refreshTotal()))
                .param("grace", lifetimes.refreshGrace().toSeconds())
                .param("retry", lifetimes.refreshRetry().toSeconds())
                .param("outlives", lifetimes.accessOutlivesRefresh())
                .param("lenient", lifetimes.lenient());
    }

    void update(UUID id, String name, List<RedirectUri> redirectUris, boolean pkceRequired) {
        sql.sql("""
            UPDATE clients SET name = :name, redirect_uris = :redirectUris, pkce_required = :pkceRequired,
                stamp = stamp + 1
            WHERE id = :id
            """)
                .param("id", id)
                .param("name", name)
                .param("redirectUris", texts(redirectUris))
                .param("pkceRequired", pkceRequired)
                .update();
    }

    void requirePkce(UUID id) {
        sql.sql("UPDATE clients SET pkce_required = true, stamp = stamp + 1 WHERE id = :id")
                .param("id", id)
                .update();
    }

    void update(UUID id, ClientRegistration registration) {
        sql.sql("""
            UPDATE clients SET name = :name, redirect_uris = :redirectUris, grant_types = :grantTypes,
                authority = :authority, confidential = :confidential, trusted = :trusted, pkce_required = :pkceRequired,
                own_members = :ownMembers, bulk = :bulk, stamp = stamp + 1
            WHERE id = :id
            """)
                .param("id", id)
                .param("name", registration.name())
                .param("redirectUris", texts(registration.redirectUris()))
                .param("grantTypes", registration.grantTypes().toArray(String[]::new))
                .param("authority", registration.authority())
                .param("confidential", registration.confidential())
                .param("trusted", registration.trusted())
                .param("pkceRequired", registration.pkceRequired())
                .param("ownMembers", registration.rights().ownMembers())
                .param("bulk", registration.rights().bulk())
                .update();
    }

    /** Registered clients whose name, id or authority has this text in it, by name; without their secrets. */
    List<Client> registered(String text, String afterClientId, int most) {
        return sql.sql(SELECT + """
            WHERE kind = 'registered'
              AND strpos(lower(concat_ws(' ', name, client_id, authority)), lower(:text)) > 0
              AND (:after = '' OR (lower(name), id) > (SELECT lower(name), id FROM clients WHERE client_id = :after))
            ORDER BY lower(name), id
            LIMIT :most
            """)
                .param("text", text)
                .param("after", afterClientId)
                .param("most", most)
                .query(ClientTable::client)
                .list();
    }

    /** Whether a redirect URI of a client that is not suspended begins with one of these origins. */
    boolean servePagesAt(List<String> origins) {
        return sql.sql("""
            SELECT EXISTS (SELECT FROM clients
                WHERE web_origins(redirect_uris) && CAST(:origins AS text[]) AND suspended_at IS NULL)
            """)
                .param("origins", origins.toArray(String[]::new))
                .query(Boolean.class)
                .single();
    }

    void delete(UUID id) {
        sql.sql("DELETE FROM clients WHERE id = :id").param("id", id).update();
    }

    void updateGrantTypes(UUID id, Set<String> grantTypes) {
        sql.sql("UPDATE clients SET grant_types = :grantTypes, stamp = stamp + 1 WHERE id = :id")
                .param("id", id)
                .param("grantTypes", grantTypes.toArray(String[]::new))
                .update();
    }

    void updateLifetimes(UUID id, Lifetimes lifetimes) {
        with(lifetimes, sql.sql("""
            UPDATE clients SET code_seconds = :code, access_seconds = :access, refresh_idle_seconds = :idle,
                refresh_total_seconds = :total, refresh_grace_seconds = :grace, refresh_retry_seconds = :retry,
                access_outlives_refresh = :outlives, lenient = :lenient
            WHERE id = :id
            """)).param("id", id).update();
    }

    void suspend(UUID id, Optional<Instant> since) {
        sql.sql("UPDATE clients SET suspended_at = :since WHERE id = :id")
                .param("id", id)
                .param("since", since.orElse(null))
                .update();
    }

    List<SecretRecord> secrets(UUID id) {
        return sql.sql("SELECT * FROM client_secrets WHERE client_id = :id ORDER BY created_at DESC, id DESC")
                .param("id", id)
                .query(SECRET)
                .list();
    }

    void insertSecret(UUID id, byte[] hash, byte @Nullable [] wrapped, Instant now) {
        sql.sql("""
            INSERT INTO client_secrets (id, client_id, hash, wrapped, created_at)
            VALUES (:secret, :id, :hash, :wrapped::bytea, :now)
            """)
                .param("secret", UuidV7.next())
                .param("id", id)
                .param("hash", hash)
                .param("wrapped", wrapped)
                .param("now", now)
                .update();
    }

    void endSecrets(UUID id, List<UUID> secrets, Instant end) {
        sql.sql("""
            UPDATE client_secrets SET expires_at = least(coalesce(expires_at, :end), :end)
            WHERE client_id = :id AND id = ANY(:secrets)
            """)
                .param("id", id)
                .param("secrets", secrets.toArray(UUID[]::new))
                .param("end", end)
                .update();
    }

    /** Ends a secret that has not ended; false where it had, or is none of this client's. */
    boolean endSecret(UUID id, UUID secretId, Instant end) {
        return sql.sql("""
            UPDATE client_secrets SET expires_at = :end
            WHERE client_id = :id AND id = :secret AND (expires_at IS NULL OR expires_at > :end)
            """)
                        .param("id", id)
                        .param("secret", secretId)
                        .param("end", end)
                        .update()
                == 1;
    }

    /** Notes a use, unless one later than this was noted; false where it was. */
    boolean secretUsed(UUID secretId, Instant now, Instant unlessAfter) {
        return sql.sql("""
            UPDATE client_secrets SET last_used_at = :now
            WHERE id = :secret AND (last_used_at IS NULL OR last_used_at < :unlessAfter)
            """)
                        .param("secret", secretId)
                        .param("now", now)
                        .param("unlessAfter", unlessAfter)
                        .update()
                == 1;
    }

    /** Without its secrets: reading them here would take a second connection while this one is held. */
    private static Client client(ResultSet row, int number) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        return new Client(
                id,
                row.getString("client_id"),
                Client.Kind.of(row.getString("kind")),
                row.getString("name"),
                row.getBoolean("confidential"),
                row.getBoolean("native"),
                strings(row, "redirect_uris").map(RedirectUri::new).toList(),
                Set.copyOf(strings(row, "grant_types").toList()),
                strings(row, "scopes").toList(),
                row.getBoolean("trusted"),
                row.getBoolean("pkce_required"),
                new Lifetimes(
                        Duration.ofSeconds(row.getInt("code_seconds")),
                        Duration.ofSeconds(row.getInt("access_seconds")),
                        duration(row, "refresh_idle_seconds"),
                        duration(row, "refresh_total_seconds"),
                        Duration.ofSeconds(row.getInt("refresh_grace_seconds")),
                        Duration.ofSeconds(row.getInt("refresh_retry_seconds")),
                        row.getBoolean("access_outlives_refresh"),
                        row.getBoolean("lenient")),
                instant(row, "suspended_at"),
                row.getTimestamp("created_at").toInstant(),
                row.getString("authority"),
                new ServerRights(row.getBoolean("own_members"), row.getBoolean("bulk")),
                row.getInt("stamp"),
                List.of());
    }

    private static Stream<String> strings(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return Stream.of((String[]) array.getArray());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }

    private static @Nullable Duration duration(ResultSet row, String column) throws SQLException {
        int seconds = row.getInt(column);
        return row.wasNull() ? null : Duration.ofSeconds(seconds);
    }

    private static String[] texts(List<RedirectUri> uris) {
        return uris.stream().map(RedirectUri::value).toArray(String[]::new);
    }

    private static @Nullable Long seconds(@Nullable Duration duration) {
        return duration == null ? null : duration.toSeconds();
    }
}
