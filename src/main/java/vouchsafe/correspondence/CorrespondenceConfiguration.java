package vouchsafe.correspondence;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vouchsafe.accounts.Members;
import vouchsafe.audit.DurableActs;
import vouchsafe.db.Job;
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
    Messaging messaging(Messages messages, MessageMails mails, DurableActs acts) {
        return new Messaging(messages, mails, acts);
    }

    @Bean
    MessageMails messageMails(Outbox outbox, Members members, PublicAddress address, Mutes mutes) {
        return new MessageMails(outbox, members, address, mutes);
    }

    @Bean
    Job messagePost(Messages messages, Projects projects, MessageMails mails, InstantSource clock) {
        return new Job.OnDemand(Messages.JOB, new MessagePost(messages, projects, mails, clock)::run);
    }

    @Bean
    MemberMessages memberMessages(
            Grants grants, Messages messages, Letters letters, Mutes mutes, MessageMails mails, DurableActs acts) {
        return new MemberMessages(grants, messages, letters, mutes, mails, acts);
    }
}
