package vouchsafe.accounts;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.session.jdbc.PostgreSqlJdbcIndexedSessionRepositoryCustomizer;
import org.springframework.session.jdbc.config.annotation.web.http.EnableJdbcHttpSession;
import org.springframework.session.web.http.CookieSerializer;
import vouchsafe.crypto.Seals;
import vouchsafe.web.PublicAddress;

/** Builds browser sessions: rows in the database that any node reads, and the cookie that opens one. */
@Configuration(proxyBeanMethods = false)
@EnableJdbcHttpSession(
        tableName = "browser_sessions",
        maxInactiveIntervalInSeconds = BrowserSessions.STRANGER_IDLE_SECONDS)
public class BrowserConfiguration {

    @Bean
    CookieSerializer sessionCookies(PublicAddress address, Seals seals) {
        return new SessionCookies(address, seals);
    }

    /** Two requests of one browser that store the same attribute at once do not fail. */
    @Bean
    PostgreSqlJdbcIndexedSessionRepositoryCustomizer sessionUpserts() {
        return new PostgreSqlJdbcIndexedSessionRepositoryCustomizer();
    }

    @Bean
    SignedInContexts signedInContexts(Members members, InstantSource clock) {
        return new SignedInContexts(members, clock);
    }

    @Bean
    BrowserSessions browserSessions(SignedInContexts contexts, SessionAuthenticationStrategy renewal) {
        return new BrowserSessions(contexts, renewal);
    }
}
