package vouchsafe.openhumans;

import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.oauth.RevocationEndpoint;
import vouchsafe.oauth.TokenEndpoint;
import vouchsafe.web.FailureLimit;

/** Puts the endpoints of the Open Humans dialect at their addresses. */
@Configuration(proxyBeanMethods = false)
public class OpenHumansConfiguration {

    @Bean
    RefusedCalls refusedCalls() {
        return new RefusedCalls();
    }

    @Bean
    ServletRegistrationBean<TokenServlet> tokenServlet(JsonMapper json, TokenEndpoint endpoint, RefusedCalls refusals) {
        return new ServletRegistrationBean<>(
                new TokenServlet(json, endpoint, refusals, new FailureLimit()), "/oauth2/token/", "/oauth2/token");
    }

    @Bean
    ServletRegistrationBean<RevocationServlet> revocationServlet(
            JsonMapper json, RevocationEndpoint endpoint, RefusedCalls refusals) {
        return new ServletRegistrationBean<>(
                new RevocationServlet(json, endpoint, refusals),
                "/oauth2/revoke_token/",
                "/oauth2/revoke_token",
                "/oauth2/revoke/",
                "/oauth2/revoke");
    }
}
