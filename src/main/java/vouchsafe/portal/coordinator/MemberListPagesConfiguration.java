package vouchsafe.portal.coordinator;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vouchsafe.accounts.Members;
import vouchsafe.consent.Erasures;
import vouchsafe.consent.VisibleFiles;
import vouchsafe.consent.Withdrawal;
import vouchsafe.correspondence.MessageMails;
import vouchsafe.correspondence.Messaging;
import vouchsafe.grants.Grants;
import vouchsafe.mail.MailSettings;
import vouchsafe.messages.Messages;
import vouchsafe.projects.MemberListExports;
import vouchsafe.projects.Projects;

/** Builds the coordinators' pages about the members of a project. */
@Configuration(proxyBeanMethods = false)
public class MemberListPagesConfiguration {

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
    MessagesController messagesController(Messages messages, Messaging messaging, MessagePages pages) {
        return new MessagesController(messages, messaging, pages);
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
}
