package vouchsafe.portal.coordinator;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;
import vouchsafe.audit.AuditLog;
import vouchsafe.audit.RequestLog;
import vouchsafe.projects.WebhookSettings;
import vouchsafe.webhooks.Webhooks;

/** Builds the pages about calls: those an app makes, and those made to it. */
@Configuration(proxyBeanMethods = false)
public class CallPagesConfiguration {

    @Bean
    DeliveriesController deliveriesController(
            OwnProjects ownProjects,
            Webhooks webhooks,
            WebhookSettings settings,
            OnceShown secrets,
            AuditLog audit,
            TransactionTemplate transactions,
            InstantSource clock) {
        return new DeliveriesController(ownProjects, webhooks, settings, secrets, audit, transactions, clock);
    }

    @Bean
    RequestsController requestsController(OwnProjects ownProjects, RequestLog requests, InstantSource clock) {
        return new RequestsController(ownProjects, requests, clock);
    }
}
