package vouchsafe.openhumans;

import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.accounts.Members;
import vouchsafe.audit.RequestLog;
import vouchsafe.clients.Clients;
import vouchsafe.grants.Grants;
import vouchsafe.oauth.AccessTokens;
import vouchsafe.oauth.RevocationEndpoint;
import vouchsafe.oauth.TokenEndpoint;
import vouchsafe.projects.MasterTokens;
import vouchsafe.projects.Projects;
import vouchsafe.web.FailureLimit;
import vouchsafe.web.PublicAddress;

/** Puts the endpoints of the Open Humans dialect at their addresses. */
@Configuration(proxyBeanMethods = false)
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

    @Bean
    ServletRegistrationBean<DirectSharingServlet> directSharingServlet(
            JsonMapper json,
            AccessTokens accessTokens,
            MasterTokens masterTokens,
            Clients clients,
            Grants grants,
            Projects projects,
            Members members,
            PublicAddress address,
            RequestLog requestLog) {
        DirectSharingServlet servlet = new DirectSharingServlet(
                json,
                new Callers(accessTokens, masterTokens, clients),
                grants,
                projects,
                new MemberJson(members),
                new ProjectJson(projects, address),
                requestLog);
        return new ServletRegistrationBean<>(
                servlet, "/api/direct-sharing/project/*", "/api/direct-sharing/project.json");
    }
}
