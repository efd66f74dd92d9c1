package vouchsafe.portal.authorize;

import jakarta.servlet.DispatcherType;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.accounts.BrowserSessions;
import vouchsafe.accounts.SignedInBrowsers;
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
    StandardAuthorization standardAuthorization(
            AuthorizationRequests requests,
            AuthorizationResponse responses,
            Projects projects,
            Joining joining,
            WaitingRequests waiting) {
        return new StandardAuthorization(requests, projects, joining, waiting, new RedirectDelivery(responses));
    }

    /** Before what the sessions and the security of pages cost; behind what looks at paths. */
    @Bean
    FilterRegistrationBean<StandingConsents> standingConsents(
            StandardAuthorization standard, SignedInBrowsers browsers, PublicAddress address, InstantSource clock) {
        FilterRegistrationBean<StandingConsents> filter =
                new FilterRegistrationBean<>(new StandingConsents(standard, browsers, address, clock));
        filter.setServletNames(List.of("dispatcherServlet"));
        filter.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 70);
        return filter;
    }

    @Bean
    AuthorizationController authorizationController(
            StandardAuthorization standard,
            AuthorizationRequests requests,
            AuthorizationResponse responses,
            Joining joining,
            ConsentFlow flow,
            JsonMapper json,
            RequestLog requestLog,
            WaitingRequests waiting,
            PublicAddress address) {
        AnswerDelivery redirect = new RedirectDelivery(responses);
        return new AuthorizationController(
                new AuthorizationDialects(
                        standard,
                        new AnnotationAuthorization(requests, joining, address, redirect, new PopupDelivery(json))),
                flow,
                responses,
                joining,
                waiting,
                requestLog);
    }
}
