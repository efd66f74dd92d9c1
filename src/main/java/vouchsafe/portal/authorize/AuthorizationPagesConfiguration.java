package vouchsafe.portal.authorize;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.accounts.BrowserSessions;
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

/** Builds the pages that ask for consent. */
@Configuration(proxyBeanMethods = false)
public class AuthorizationPagesConfiguration {

    @Bean
    ConsentFlow consentFlow(
            Projects projects,
            Catalogue catalogue,
            ProjectVersions versions,
            Grants grants,
            Seals seals,
            BrowserSessions sessions,
            InstantSource clock) {
        return new ConsentFlow(
                new ConsentPage(grants, projects, catalogue, versions),
                new ConsentSeal(seals, clock),
                new SignInAge(sessions, clock));
    }

    @Bean
    OnSiteController onSiteController(
            Projects projects, OnSiteJoining joining, ConsentFlow flow, WaitingRequests waiting, InstantSource clock) {
        return new OnSiteController(projects, joining, flow, waiting, clock);
    }

    @Bean
    AuthorizationController authorizationController(
            AuthorizationRequests requests,
            AuthorizationResponse responses,
            Projects projects,
            Joining joining,
            ConsentFlow flow,
            JsonMapper json,
            RequestLog requestLog,
            WaitingRequests waiting,
            PublicAddress address) {
        AnswerDelivery redirect = new RedirectDelivery(responses);
        return new AuthorizationController(
                new AuthorizationDialects(
                        new StandardAuthorization(requests, projects, joining, waiting, redirect),
                        new AnnotationAuthorization(requests, joining, address, redirect, new PopupDelivery(json))),
                flow,
                responses,
                joining,
                waiting,
                requestLog);
    }
}
