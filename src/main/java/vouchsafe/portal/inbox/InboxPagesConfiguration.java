package vouchsafe.portal.inbox;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vouchsafe.accounts.MailAllowance;
import vouchsafe.correspondence.MemberMessages;
import vouchsafe.grants.Grants;
import vouchsafe.messages.Letters;
import vouchsafe.messages.Messages;
import vouchsafe.projects.Projects;

/** Builds the members' pages about messages. */
@Configuration(proxyBeanMethods = false)
public class InboxPagesConfiguration {

    @Bean
    InboxController inboxController(
            Messages messages,
            MemberMessages memberMessages,
            Projects projects,
            Grants grants,
            MailAllowance allowance,
            InstantSource clock) {
        return new InboxController(messages, memberMessages, projects, grants, allowance, clock);
    }

    @Bean
    MuteController muteController(MemberMessages memberMessages, Projects projects, Grants grants) {
        return new MuteController(memberMessages, projects, grants);
    }

    @Bean
    LetterController letterController(
            Projects projects,
            Grants grants,
            Letters letters,
            MemberMessages memberMessages,
            MailAllowance allowance,
            InstantSource clock) {
        return new LetterController(projects, grants, letters, memberMessages, allowance, clock);
    }
}
