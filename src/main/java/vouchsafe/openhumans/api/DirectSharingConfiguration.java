package vouchsafe.openhumans.api;

import java.util.List;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.accounts.Members;
import vouchsafe.accounts.Standings;
import vouchsafe.audit.RequestLog;
import vouchsafe.clients.Clients;
import vouchsafe.consent.Erasures;
import vouchsafe.consent.SignedReceipts;
import vouchsafe.consent.VisibleFiles;
import vouchsafe.consent.Withdrawal;
import vouchsafe.correspondence.Messaging;
import vouchsafe.datatypes.RegisteredDataTypes;
import vouchsafe.files.DownloadLinks;
import vouchsafe.grants.Grants;
import vouchsafe.oauth.AccessTokens;
import vouchsafe.openhumans.wording.FileJson;
import vouchsafe.openhumans.wording.ProjectJson;
import vouchsafe.projects.MasterTokens;
import vouchsafe.projects.Projects;
import vouchsafe.web.PublicAddress;
import vouchsafe.web.api.ApiServlet;
import vouchsafe.web.api.Route;

/** Builds the direct-sharing API; every endpoint is a bean of its own, and the servlet takes all of them. */
@Configuration(proxyBeanMethods = false)
public class DirectSharingConfiguration {

    @Bean
    ServletRegistrationBean<ApiServlet<Endpoint>> directSharingServlet(
            JsonMapper json, List<Endpoint> endpoints, DirectSharing dialect) {
        List<Route<Endpoint>> routes = endpoints.stream().map(Endpoint::route).toList();
        ServletRegistrationBean<ApiServlet<Endpoint>> registration = new ServletRegistrationBean<>(
                new ApiServlet<>(json, dialect, routes),
                "/api/direct-sharing/project/*",
                "/api/direct-sharing/project.json");
        registration.setName("directSharing");
        return registration;
    }

    @Bean
    DirectSharing directSharing(
            AccessTokens accessTokens,
            MasterTokens masterTokens,
            Clients clients,
            Grants grants,
            Standings standings,
            Projects projects,
            RequestLog requestLog,
            JsonMapper json) {
        return new DirectSharing(
                new Callers(accessTokens, masterTokens, clients),
                new ProjectCall.Maker(projects, grants, standings, new ApiBody.Reader(json)),
                requestLog);
    }

    @Bean
    ReceiptsEndpoint receiptsEndpoint(Grants grants, SignedReceipts receipts) {
        return new ReceiptsEndpoint(grants, receipts);
    }

    @Bean
    ErasureConfirmationsEndpoint erasureConfirmationsEndpoint(Erasures erasures) {
        return new ErasureConfirmationsEndpoint(erasures);
    }

    @Bean
    ProjectEndpoint projectEndpoint(Projects projects, RegisteredDataTypes dataTypes, PublicAddress address) {
        return new ProjectEndpoint(projects, dataTypes, new ProjectJson(address));
    }

    @Bean
    MemberJson memberJson(DownloadLinks links, PublicAddress address) {
        return new MemberJson(new FileJson(address), links);
    }

    @Bean
    ExchangeMemberEndpoint exchangeMemberEndpoint(
            Grants grants, Members members, VisibleFiles files, MemberJson memberJson, PublicAddress address) {
        return new ExchangeMemberEndpoint(grants, members, files, memberJson, address);
    }

    @Bean
    MembersEndpoint membersEndpoint(
            Grants grants, Members members, VisibleFiles files, MemberJson memberJson, PublicAddress address) {
        return new MembersEndpoint(grants, members, files, memberJson, address);
    }

    @Bean
    MessageEndpoint messageEndpoint(Messaging messaging) {
        return new MessageEndpoint(messaging);
    }

    @Bean
    RemoveMembersEndpoint removeMembersEndpoint(Withdrawal withdrawal) {
        return new RemoveMembersEndpoint(withdrawal);
    }
}
