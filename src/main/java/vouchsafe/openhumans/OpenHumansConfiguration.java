package vouchsafe.openhumans;

import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.audit.RequestLog;
import vouchsafe.clients.Clients;
import vouchsafe.metrics.Metrics;
import vouchsafe.oauth.RevocationEndpoint;
import vouchsafe.oauth.TokenEndpoint;
import vouchsafe.oauth.http.ClientPages;
import vouchsafe.oauth.http.ClientProofs;
import vouchsafe.oauth.http.RevocationServlet;
import vouchsafe.oauth.http.TokenCounts;
import vouchsafe.oauth.http.TokenServlet;
import vouchsafe.openhumans.api.DirectSharingConfiguration;
import vouchsafe.openhumans.api.FileEndpointsConfiguration;
import vouchsafe.openhumans.publicdata.PublicDataConfiguration;

/** Puts the endpoints of the Open Humans dialect at their addresses. */
@Configuration(proxyBeanMethods = false)
@Import({DirectSharingConfiguration.class, FileEndpointsConfiguration.class, PublicDataConfiguration.class})
public class OpenHumansConfiguration {

    @Bean
    OpenHumansOAuth openHumansOAuth(RequestLog requestLog, Clients clients) {
        return new OpenHumansOAuth(requestLog, new ClientPages(clients));
    }

    @Bean
    ServletRegistrationBean<TokenServlet> tokenServlet(
            JsonMapper json, TokenEndpoint endpoint, ClientProofs proofs, OpenHumansOAuth dialect, Metrics metrics) {
        TokenCounts counts = new TokenCounts(metrics, "openhumans", endpoint.grantTypes());
        return new ServletRegistrationBean<>(
                new TokenServlet(json, endpoint, proofs, dialect, counts), "/oauth2/token/", "/oauth2/token");
    }

    @Bean
    ServletRegistrationBean<RevocationServlet> revocationServlet(
            JsonMapper json, RevocationEndpoint endpoint, ClientProofs proofs, OpenHumansOAuth dialect) {
        return new ServletRegistrationBean<>(
                new RevocationServlet(json, endpoint, proofs, dialect),
                "/oauth2/revoke_token/",
                "/oauth2/revoke_token",
                "/oauth2/revoke/",
                "/oauth2/revoke");
    }
}
