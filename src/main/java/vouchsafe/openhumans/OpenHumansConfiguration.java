package vouchsafe.openhumans;

import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.audit.RequestLog;
import vouchsafe.oauth.RevocationEndpoint;
import vouchsafe.oauth.TokenEndpoint;
import vouchsafe.openhumans.api.DirectSharingConfiguration;
import vouchsafe.openhumans.api.FileEndpointsConfiguration;
import vouchsafe.openhumans.publicdata.PublicDataConfiguration;
import vouchsafe.web.api.FailureLimit;

/** Puts the endpoints of the Open Humans dialect at their addresses. */
@Configuration(proxyBeanMethods = false)
@Import({DirectSharingConfiguration.class, FileEndpointsConfiguration.class, PublicDataConfiguration.class})
public class OpenHumansConfiguration {

    @Bean
    ServletRegistrationBean<TokenServlet> tokenServlet(JsonMapper json, TokenEndpoint endpoint, RequestLog requestLog) {
        return new ServletRegistrationBean<>(
                new TokenServlet(json, endpoint, requestLog, new FailureLimit()), "/oauth2/token/", "/oauth2/token");
    }

    @Bean
    ServletRegistrationBean<RevocationServlet> revocationServlet(
            JsonMapper json, RevocationEndpoint endpoint, RequestLog requestLog) {
        return new ServletRegistrationBean<>(
                new RevocationServlet(json, endpoint, requestLog),
                "/oauth2/revoke_token/",
                "/oauth2/revoke_token",
                "/oauth2/revoke/",
                "/oauth2/revoke");
    }
}
