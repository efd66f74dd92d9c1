package vouchsafe.portal.authorize;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vouchsafe.accounts.WaitingRequests;
import vouchsafe.audit.RequestLog;
import vouchsafe.crypto.Seals;
import vouchsafe.grants.Grants;
import vouchsafe.oauth.AuthorizationRequests;
import vouchsafe.oauth.AuthorizationResponse;
import vouchsafe.projects.Catalogue;
import vouchsafe.projects.ProjectVersions;
import vouchsafe.projects.Projects;
import vouchsafe.sharing.Joining;

/** Builds the authorization page. */
@Configuration(proxyBeanMethods = false)
public class AuthorizationPagesConfiguration {

    @Bean
    AuthorizationController authorizationController(
            AuthorizationRequests requests,
            AuthorizationResponse responses,
            Projects projects,
            Catalogue catalogue,
            ProjectVersions versions,
            Grants grants,
            Joining joining,
            Seals seals,
            RequestLog requestLog,
            WaitingRequests waiting,
            InstantSource clock) {
        ConsentPage page = new ConsentPage(grants, projects, catalogue, versions, new ConsentSeal(seals, clock));
        return new AuthorizationController(requests, responses, projects, joining, page, requestLog, waiting);
    }
}
