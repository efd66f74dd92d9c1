package vouchsafe.hypothesis.oauth;

import java.time.InstantSource;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.accounts.VouchedAccounts;
import vouchsafe.hypothesis.ApiCallers;
import vouchsafe.hypothesis.RefusedCalls;
import vouchsafe.oauth.RevocationEndpoint;
import vouchsafe.oauth.TokenEndpoint;
import vouchsafe.web.api.FailureLimit;

/** Puts the OAuth endpoints of annotation clients at their addresses. */
@Configuration(proxyBeanMethods = false)
public class HypothesisOAuthConfiguration {

    @Bean
    ServletRegistrationBean<TokenServlet> annotationTokenServlet(
            JsonMapper json, TokenEndpoint endpoint, RefusedCalls calls) {
        return new ServletRegistrationBean<>(new TokenServlet(json, endpoint, calls, new FailureLimit()), "/api/token");
    }

    @Bean
    ServletRegistrationBean<RevocationServlet> annotationRevocationServlet(
            JsonMapper json, RevocationEndpoint endpoint, RefusedCalls calls) {
        return new ServletRegistrationBean<>(new RevocationServlet(json, endpoint, calls), "/oauth/revoke");
    }

    @Bean
    ServletRegistrationBean<UsersServlet> usersServlet(
            JsonMapper json, ApiCallers callers, VouchedAccounts accounts, RefusedCalls calls) {
        return new ServletRegistrationBean<>(
                new UsersServlet(json, callers, accounts, calls), "/api/users", "/api/users/*");
    }

    @Bean
    ServletRegistrationBean<DebugTokenServlet> debugTokenServlet(
            JsonMapper json, ApiCallers callers, RefusedCalls calls, InstantSource clock) {
        return new ServletRegistrationBean<>(new DebugTokenServlet(json, callers, calls, clock), "/api/debug-token");
    }
}
