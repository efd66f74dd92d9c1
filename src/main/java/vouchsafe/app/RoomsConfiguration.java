package vouchsafe.app;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import vouchsafe.accounts.AccountsConfiguration;
import vouchsafe.annotations.AnnotationsConfiguration;
import vouchsafe.audit.AuditConfiguration;
import vouchsafe.backup.BackupConfiguration;
import vouchsafe.clients.ClientsConfiguration;
import vouchsafe.consent.ConsentConfiguration;
import vouchsafe.correspondence.CorrespondenceConfiguration;
import vouchsafe.crypto.CryptoConfiguration;
import vouchsafe.datatypes.DataTypesConfiguration;
import vouchsafe.db.DbConfiguration;
import vouchsafe.files.FilesConfiguration;
import vouchsafe.grants.GrantsConfiguration;
import vouchsafe.mail.MailConfiguration;
import vouchsafe.messages.MessagesConfiguration;
import vouchsafe.metrics.MetricsConfiguration;
import vouchsafe.oauth.OAuthConfiguration;
import vouchsafe.projects.ProjectsConfiguration;
import vouchsafe.projects.WebhookSecret;
import vouchsafe.projects.WebhookSettings;
import vouchsafe.publication.PublicationConfiguration;
import vouchsafe.web.WebConfiguration;
import vouchsafe.web.outbound.OutboundConfiguration;
import vouchsafe.web.pages.PagesConfiguration;
import vouchsafe.webhooks.WebhookSecrets;
import vouchsafe.webhooks.WebhooksConfiguration;

/** The rooms that the server and the command line have in common, lowest floor first. */
@Configuration(proxyBeanMethods = false)
@Import({
    MetricsConfiguration.class,
    DbConfiguration.class,
    CryptoConfiguration.class,
    AuditConfiguration.class,
    MailConfiguration.class,
    WebConfiguration.class,
    PagesConfiguration.class,
    OutboundConfiguration.class,
    ClientsConfiguration.class,
    AccountsConfiguration.class,
    GrantsConfiguration.class,
    OAuthConfiguration.class,
    ProjectsConfiguration.class,
    WebhooksConfiguration.class,
    MessagesConfiguration.class,
    DataTypesConfiguration.class,
    FilesConfiguration.class,
    PublicationConfiguration.class,
    CorrespondenceConfiguration.class,
    ConsentConfiguration.class,
    AnnotationsConfiguration.class,
    BackupConfiguration.class
})
class RoomsConfiguration {

    /** Gives webhooks the secrets to sign with, so that their room needs no view of projects, which keep them. */
    @Bean
    WebhookSecrets webhookSecrets(WebhookSettings settings) {
        return clientRowId -> settings.secrets(clientRowId)
                .map(secrets -> secrets.stream().map(WebhookSecret::bytes).toList());
    }
}
