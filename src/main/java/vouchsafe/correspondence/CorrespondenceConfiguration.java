package vouchsafe.correspondence;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vouchsafe.accounts.Members;
import vouchsafe.audit.AuditLog;
import vouchsafe.db.Job;
import vouchsafe.db.Transactions;
import vouchsafe.grants.Grants;
import vouchsafe.mail.Outbox;
import vouchsafe.messages.Letters;
import vouchsafe.messages.Messages;
import vouchsafe.messages.Mutes;
import vouchsafe.projects.Projects;
import vouchsafe.web.PublicAddress;

/** Builds the messages between members and projects, and their mails. */
@Configuration(proxyBeanMethods = false)
public class CorrespondenceConfiguration {

    @Bean
    Messaging messaging(Messages messages, AuditLog audit, Transactions transactions) {
        return new Messaging(messages, audit, transactions);
    }

    @Bean
    MessageMails messageMails(PublicAddress address, Mutes mutes) {
        return new MessageMails(address, mutes);
    }

    @Bean
    Job messagePost(Messages messages, Projects projects, MessageMails mails, Outbox outbox, InstantSource clock) {
        return new Job.OnDemand(Messages.JOB, new MessagePost(messages, projects, mails, outbox, clock)::run);
    }

    @Bean
    MemberMessages memberMessages(
            Grants grants,
            Members members,
            Messages messages,
            Letters letters,
            Mutes mutes,
            MessageMails mails,
            Outbox outbox,
            AuditLog audit,
            Transactions transactions) {
        return new MemberMessages(grants, members, messages, letters, mutes, mails, outbox, audit, transactions);
    }
}
