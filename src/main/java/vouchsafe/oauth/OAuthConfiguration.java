package vouchsafe.oauth;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.accounts.Authority;
import vouchsafe.accounts.Members;
import vouchsafe.accounts.Standings;
import vouchsafe.audit.AuditLog;
import vouchsafe.audit.DurableActs;
import vouchsafe.clients.Clients;
import vouchsafe.crypto.SealKind;
import vouchsafe.crypto.SealedRows;
import vouchsafe.crypto.SealedThings;
import vouchsafe.crypto.Seals;
import vouchsafe.db.BatchedReads;
import vouchsafe.db.ChangeFeed;
import vouchsafe.db.RowCache;
import vouchsafe.db.Transactions;
import vouchsafe.grants.Grants;
import vouchsafe.metrics.Metrics;
import vouchsafe.web.PublicAddress;
import vouchsafe.web.SecretsInClear;

/** Builds the protocol core. Its classes know nothing of Spring beyond JDBC and transactions. */
@Configuration(proxyBeanMethods = false)
public class OAuthConfiguration {
    /** Bytes of heap for each cached family, so that all of them take a few per cent of it. */
    private static final long HEAP_PER_CACHED_FAMILY = 8 * 1024;

    private static final Duration FAMILY_KEPT = Duration.ofMinutes(10);

    /** The tokens of a family are sealed when its state changes. */
    @Bean
    static SealedThings sealedFamilies(JdbcClient sql, InstantSource clock) {
        return new SealedRows(
                "sign-ins by apps",
                Set.of(SealKind.CODE, SealKind.ACCESS, SealKind.NARROWED_ACCESS, SealKind.REFRESH),
                (from, until) -> sql.sql("""
                    SELECT count(*) FROM token_families
                    WHERE revoked_at IS NULL AND issued_at >= :from AND issued_at < :until
                        AND (generation > 0 OR code_expires_at > :now)
                    """)
                        .param("from", from)
                        .param("until", until)
                        .param("now", clock.instant())
                        .query(Long.class)
                        .single());
    }

    @Bean
    static SealedThings sealedDeveloperTokens(JdbcClient sql) {
        return new SealedRows(
                "members' own tokens",
                Set.of(SealKind.DEVELOPER),
                (from, until) -> sql.sql(
                                "SELECT count(*) FROM developer_tokens WHERE created_at >= :from AND created_at <"
                                        + " :until")
                        .param("from", from)
                        .param("until", until)
                        .query(Long.class)
                        .single());
    }

    @Bean
    TokenFamilies tokenFamilies(JdbcTemplate sql, ChangeFeed changes, DurableActs acts, Metrics metrics) {
        FamilyTable table = new FamilyTable(sql);
        int most = (int) Math.min(1_000_000, Runtime.getRuntime().maxMemory() / HEAP_PER_CACHED_FAMILY);
        RowCache<TokenFamily> cache = new RowCache<>(
                AccessTokens.FAMILY_CHANGES,
                most,
                FAMILY_KEPT,
                changes,
                new BatchedReads<>(table::readAll, TokenFamily::id));
        return new TokenFamilies(table, cache, acts, metrics);
    }

    @Bean
    ClientAuthentication clientAuthentication(Clients clients) {
        return new ClientAuthentication(clients);
    }

    @Bean
    TokenEndpoint tokenEndpoint(
            ClientAuthentication authentication,
            TokenFamilies families,
            Seals seals,
            Clients clients,
            Members members,
            Grants grants,
            Authority authority,
            PublicAddress address,
            JdbcClient sql,
            Transactions transactions,
            AuditLog audit,
            InstantSource clock) {
        Tokens tokens = new Tokens(seals);
        // A new grant is one more line here.
        List<GrantHandler> handlers = List.of(
                new CodeExchange(seals, families, tokens),
                new RefreshExchange(seals, families, tokens, clients),
                new AssertionExchange(
                        clients,
                        new Assertions(Set.of(
                                String.valueOf(address.base().getHost()), address.issuer(), address.url("/api/token"))),
                        new UsedAssertions(sql),
                        new VouchedSignIns(members, authority, grants, families, tokens, audit),
                        transactions));
        return new TokenEndpoint(authentication, handlers, clock);
    }

    @Bean
    RevocationEndpoint revocationEndpoint(
            ClientAuthentication authentication,
            Seals seals,
            TokenFamilies families,
            DeveloperTokens developerTokens,
            Clients clients,
            InstantSource clock) {
        return new RevocationEndpoint(authentication, seals, families, developerTokens, clients, clock);
    }

    @Bean
    AuthorizationRequests authorizationRequests(Clients clients) {
        return new AuthorizationRequests(clients);
    }

    @Bean
    AuthorizationResponse authorizationResponse(PublicAddress address) {
        return new AuthorizationResponse(address.issuer());
    }

    @Bean
    Authorizations authorizations(TokenFamilies families, Clients clients, Seals seals, InstantSource clock) {
        return new Authorizations(families, clients, seals, clock);
    }

    @Bean
    DeveloperTokens developerTokens(
            JdbcClient sql, Seals seals, ChangeFeed changes, Standings standings, DurableActs acts) {
        return new DeveloperTokens(sql, seals, changes, standings, acts);
    }

    @Bean
    AccessTokens accessTokens(
            Seals seals,
            TokenFamilies families,
            Grants grants,
            Standings standings,
            Clients clients,
            InstantSource clock) {
        return new AccessTokens(seals, families, grants, standings, clients, clock);
    }

    @Bean
    ProofKeys proofKeys(JdbcClient sql) {
        return new ProofKeys(sql);
    }

    @Bean
    SecretsInClear secretsInClear(Seals seals, TokenFamilies families, InstantSource clock) {
        return new ReadableTokens(seals, families, clock);
    }
}
