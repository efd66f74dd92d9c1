package vouchsafe.portal.member;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.clients.Clients;
import vouchsafe.consent.AppSignIns;
import vouchsafe.consent.Erasures;
import vouchsafe.consent.Withdrawal;
import vouchsafe.correspondence.MemberMessages;
import vouchsafe.files.DataFiles;
import vouchsafe.grants.Grants;
import vouchsafe.portal.mydata.Ledger;
import vouchsafe.projects.Catalogue;
import vouchsafe.projects.ProjectVersions;
import vouchsafe.projects.Projects;

/** Builds the pages on which members look after their connections. */
@Configuration(proxyBeanMethods = false)
public class MemberPagesConfiguration {

    @Bean
    OwnGrants ownGrants(Grants grants) {
        return new OwnGrants(grants);
    }

    @Bean
    Connections connections(
            Grants grants,
            Projects projects,
            ProjectVersions versions,
            Catalogue catalogue,
            Clients clients,
            Erasures erasures) {
        return new Connections(grants, projects, versions, catalogue, clients, erasures);
    }

    @Bean
    ConnectionsController connectionsController(
            Connections connections, OwnGrants ownGrants, Traces traces, MemberMessages messages, InstantSource clock) {
        return new ConnectionsController(connections, ownGrants, traces, messages, clock);
    }

    @Bean
    Traces traces(Grants grants, AppSignIns signIns, Ledger ledger, JsonMapper json) {
        return new Traces(grants, signIns, ledger, json);
    }

    @Bean
    ConnectionActsController connectionActsController(OwnGrants ownGrants, Grants grants, AppSignIns signIns) {
        return new ConnectionActsController(ownGrants, grants, signIns);
    }

    @Bean
    MembershipController membershipController(Projects projects, Grants grants) {
        return new MembershipController(projects, grants);
    }

    @Bean
    LeaveController leaveController(
            Connections connections, OwnGrants ownGrants, Withdrawal withdrawal, DataFiles files) {
        return new LeaveController(connections, ownGrants, withdrawal, files);
    }
}
