package vouchsafe.portal.records;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vouchsafe.accounts.Members;
import vouchsafe.audit.AuditExport;
import vouchsafe.audit.AuditSeals;
import vouchsafe.audit.AuditTrail;
import vouchsafe.clients.Clients;
import vouchsafe.mail.MailAdministration;
import vouchsafe.mail.MailSettings;
import vouchsafe.mail.Outbox;

/** Builds the pages about past events. */
@Configuration(proxyBeanMethods = false)
public class RecordPagesConfiguration {

    @Bean
    AuditController auditController(
            AuditTrail trail, Members members, Clients clients, AuditSeals seals, AuditExport export) {
        return new AuditController(new EventLines(trail, members, clients), members, clients, seals, export);
    }

    @Bean
    MailController mailController(
            Outbox outbox,
            MailAdministration administration,
            MailSettings settings,
            Members members,
            InstantSource clock) {
        return new MailController(outbox, administration, settings, members, clock);
    }
}
