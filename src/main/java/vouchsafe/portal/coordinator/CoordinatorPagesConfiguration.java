package vouchsafe.portal.coordinator;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vouchsafe.accounts.MailAllowance;
import vouchsafe.audit.RequestLog;
import vouchsafe.clients.Clients;
import vouchsafe.crypto.KeyRing;
import vouchsafe.datatypes.DataTypeRegistration;
import vouchsafe.datatypes.DataTypes;
import vouchsafe.datatypes.RegisteredDataTypes;
import vouchsafe.projects.Approvals;
import vouchsafe.projects.Badges;
import vouchsafe.projects.Catalogue;
import vouchsafe.projects.MasterTokens;
import vouchsafe.projects.ProjectChanges;
import vouchsafe.projects.ProjectSecrets;
import vouchsafe.projects.Projects;
import vouchsafe.projects.SetupChecklist;
import vouchsafe.projects.Stewardship;
import vouchsafe.web.PublicAddress;
import vouchsafe.web.pages.OnceShown;

/** Builds the coordinators' pages. */
@Configuration(proxyBeanMethods = false)
public class CoordinatorPagesConfiguration {

    @Bean
    OwnProjects ownProjects(Projects projects) {
        return new OwnProjects(projects);
    }

    @Bean
    OnceShown onceShown(KeyRing keys) {
        return new OnceShown(keys);
    }

    @Bean
    ManageController manageController(Projects projects, Stewardship stewardship, OnceShown secrets) {
        return new ManageController(projects, stewardship, secrets);
    }

    @Bean
    ProjectFormController projectFormController(
            Projects projects,
            OwnProjects ownProjects,
            Catalogue catalogue,
            ProjectChanges changes,
            Badges badges,
            Clients clients,
            OnceShown secrets) {
        return new ProjectFormController(
                projects, ownProjects, catalogue, changes, new BadgeField(badges), clients, secrets);
    }

    @Bean
    DetailPages detailPages(
            Projects projects,
            Catalogue catalogue,
            ProjectChanges changes,
            Clients clients,
            SetupChecklist checklist,
            Approvals approvals,
            RegisteredDataTypes dataTypes,
            RequestLog requests,
            OnceShown secrets,
            PublicAddress address,
            InstantSource clock) {
        return new DetailPages(
                projects, catalogue, changes, clients, checklist, approvals, dataTypes, requests, secrets, address,
                clock);
    }

    @Bean
    DetailController detailController(
            OwnProjects ownProjects, DetailPages pages, MasterTokens masterTokens, OnceShown secrets) {
        return new DetailController(ownProjects, pages, masterTokens, secrets);
    }

    @Bean
    SecretController secretController(OwnProjects ownProjects, ProjectSecrets projectSecrets, OnceShown secrets) {
        return new SecretController(ownProjects, projectSecrets, secrets);
    }

    @Bean
    ApprovalController approvalController(
            OwnProjects ownProjects, Approvals approvals, MailAllowance allowance, InstantSource clock) {
        return new ApprovalController(ownProjects, approvals, allowance, clock);
    }

    @Bean
    RegisteredDataTypesController registeredDataTypesController(
            OwnProjects ownProjects,
            DataTypes dataTypes,
            RegisteredDataTypes registered,
            DataTypeRegistration registration) {
        return new RegisteredDataTypesController(ownProjects, dataTypes, registered, registration);
    }

    @Bean
    AdministrationController administrationController(
            OwnProjects ownProjects, Projects projects, MasterTokens masterTokens, DataTypeRegistration dataTypes) {
        return new AdministrationController(ownProjects, projects, masterTokens, dataTypes);
    }
}
