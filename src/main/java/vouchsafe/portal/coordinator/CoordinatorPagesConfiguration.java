package vouchsafe.portal.coordinator;

import java.time.InstantSource;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import vouchsafe.accounts.MailAllowance;
import vouchsafe.accounts.Members;
import vouchsafe.audit.RequestLog;
import vouchsafe.clients.Clients;
import vouchsafe.consent.Erasures;
import vouchsafe.consent.ProjectEnds;
import vouchsafe.consent.VisibleFiles;
import vouchsafe.consent.Withdrawal;
import vouchsafe.correspondence.MessageMails;
import vouchsafe.correspondence.Messaging;
import vouchsafe.datatypes.DataTypeRegistration;
import vouchsafe.datatypes.DataTypes;
import vouchsafe.datatypes.RegisteredDataTypes;
import vouchsafe.files.Quotas;
import vouchsafe.grants.Grants;
import vouchsafe.mail.MailSettings;
import vouchsafe.messages.Messages;
import vouchsafe.oauth.ProofKeys;
import vouchsafe.portal.catalogue.AskedOfMembers;
import vouchsafe.projects.Approvals;
import vouchsafe.projects.Badges;
import vouchsafe.projects.Catalogue;
import vouchsafe.projects.MasterTokens;
import vouchsafe.projects.MemberListExports;
import vouchsafe.projects.ProjectChanges;
import vouchsafe.projects.ProjectSecrets;
import vouchsafe.projects.Projects;
import vouchsafe.projects.SetupChecklist;
import vouchsafe.projects.Stewardship;
import vouchsafe.projects.WebhookSettings;
import vouchsafe.projects.WebhookTrials;
import vouchsafe.web.PublicAddress;
import vouchsafe.web.pages.OnceShown;
import vouchsafe.webhooks.Webhooks;

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
            AppSides apps,
            AskedOfMembers asked,
            RegisteredDataTypes dataTypes,
            OnceShown secrets,
            InstantSource clock) {
        return new DetailPages(projects, apps, asked, dataTypes, secrets, clock);
    }

    @Bean
    AppSides appSides(
            Clients clients,
            SetupChecklist checklist,
            ProofKeys proofKeys,
            RequestLog requests,
            Quotas quotas,
            PublicAddress address) {
        return new AppSides(clients, checklist, proofKeys, requests, quotas, address);
    }

    @Bean
    StorageController storageController(Quotas quotas) {
        return new StorageController(quotas);
    }

    @Bean
    ProofKeyController proofKeyController(Projects projects) {
        return new ProofKeyController(projects);
    }

    @Bean
    DetailController detailController(
            Projects projects, DetailPages pages, MasterTokens masterTokens, OnceShown secrets) {
        return new DetailController(projects, pages, masterTokens, secrets);
    }

    @Bean
    MasterTokenController masterTokenController(MasterTokens masterTokens, OnceShown secrets) {
        return new MasterTokenController(masterTokens, secrets);
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

    @Bean
    WithdrawalsController withdrawalsController(Grants grants, Withdrawal withdrawal, Erasures erasures) {
        return new WithdrawalsController(grants, withdrawal, erasures);
    }

    @Bean
    MessagePages messagePages(
            Messages messages, Members members, MessageMails mails, MailSettings mailSettings, InstantSource clock) {
        return new MessagePages(messages, members, mails, mailSettings, clock);
    }

    @Bean
    MessagesController messagesController(
            Messages messages, Messaging messaging, MessagePages pages, MailAllowance allowance) {
        return new MessagesController(messages, messaging, pages, allowance);
    }

    @Bean
    MembersListController membersListController(
            Projects projects,
            Grants grants,
            Members members,
            VisibleFiles files,
            MemberListExports exports,
            InstantSource clock) {
        return new MembersListController(projects, new MemberLines(grants, members, files), exports, clock);
    }

    @Bean
    DeliveriesController deliveriesController(
            Webhooks webhooks, WebhookSettings settings, WebhookTrials trials, OnceShown secrets, InstantSource clock) {
        return new DeliveriesController(webhooks, settings, trials, secrets, clock);
    }

    @Bean
    RequestsController requestsController(RequestLog requests, InstantSource clock) {
        return new RequestsController(requests, clock);
    }

    @Bean
    StewardshipController stewardshipController(
            Projects projects, Stewardship stewardship, ProjectEnds ends, Members members, MailAllowance allowance) {
        return new StewardshipController(projects, stewardship, ends, members, allowance);
    }

    @Bean
    ConversionController conversionController(Catalogue catalogue, ProjectEnds ends) {
        return new ConversionController(catalogue, ends);
    }
}
