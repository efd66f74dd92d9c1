package vouchsafe.portal.coordinator;

import java.time.InstantSource;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
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

    /** Lets the methods of all pages take an {@link OwnProject}. */
    @Bean
    WebMvcConfigurer ownProjects(Projects projects) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new OwnProjects(projects));
            }
        };
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
            Catalogue catalogue,
            ProjectChanges changes,
            Badges badges,
            Clients clients,
            OnceShown secrets) {
        return new ProjectFormController(projects, catalogue, changes, new BadgeField(badges), clients, secrets);
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
            Projects projects, DetailPages pages, MasterTokens masterTokens, OnceShown secrets) {
        return new DetailController(projects, pages, masterTokens, secrets);
    }

    @Bean
    SecretController secretController(ProjectSecrets projectSecrets, OnceShown secrets) {
        return new SecretController(projectSecrets, secrets);
    }

    @Bean
    ApprovalController approvalController(Approvals approvals, MailAllowance allowance, InstantSource clock) {
        return new ApprovalController(approvals, allowance, clock);
    }

    @Bean
    RegisteredDataTypesController registeredDataTypesController(
            DataTypes dataTypes, RegisteredDataTypes registered, DataTypeRegistration registration) {
        return new RegisteredDataTypesController(dataTypes, registered, registration);
    }

    @Bean
    AdministrationController administrationController(
            Projects projects, MasterTokens masterTokens, DataTypeRegistration dataTypes) {
        return new AdministrationController(projects, masterTokens, dataTypes);
    }
}
