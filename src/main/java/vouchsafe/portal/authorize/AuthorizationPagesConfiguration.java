package vouchsafe.portal.authorize;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.accounts.WaitingRequests;
import vouchsafe.audit.RequestLog;
import vouchsafe.consent.Joining;
import vouchsafe.consent.OnSiteJoining;
import vouchsafe.crypto.Seals;
import vouchsafe.grants.Grants;
import vouchsafe.oauth.AuthorizationRequests;
import vouchsafe.oauth.AuthorizationResponse;
import vouchsafe.projects.Catalogue;
import vouchsafe.projects.ProjectVersions;
import vouchsafe.projects.Projects;
import vouchsafe.web.PublicAddress;

/** Builds the authorization page. */
@Configuration(proxyBeanMethods = false)
public class AuthorizationPagesConfiguration {

    @Bean
    ConsentPage consentPage(
            Projects projects,
            Catalogue catalogue,
            ProjectVersions versions,
            Grants grants,
            Seals seals,
            InstantSource clock) {
        return new ConsentPage(grants, projects, catalogue, versions, new ConsentSeal(seals, clock));
    }

    @Bean
    OnSiteController onSiteController(
            Projects projects, OnSiteJoining joining, ConsentPage page, WaitingRequests waiting, InstantSource clock) {
        return new OnSiteController(projects, joining, page, waiting, clock);
    }

    @Bean
    PopupController popupController(
            AuthorizationRequests requests,
            AuthorizationResponse responses,
            Joining joining,
            ConsentPage page,
            JsonMapper json,
            RequestLog requestLog,
            PublicAddress address) {
        return new PopupController(requests, responses, joining, page, new PopupMessages(json), requestLog, address);
    }

    @Bean
    AuthorizationController authorizationController(
            AuthorizationRequests requests,
            AuthorizationResponse responses,
            Projects projects,
            Joining joining,
            ConsentPage page,
            RequestLog requestLog,
            WaitingRequests waiting) {
        return new AuthorizationController(requests, responses, projects, joining, page, requestLog, waiting);
    }
}
