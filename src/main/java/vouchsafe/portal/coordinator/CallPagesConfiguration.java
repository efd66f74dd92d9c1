package vouchsafe.portal.coordinator;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vouchsafe.audit.RequestLog;
import vouchsafe.projects.WebhookSettings;
import vouchsafe.projects.WebhookTrials;
import vouchsafe.web.pages.OnceShown;
import vouchsafe.webhooks.Webhooks;

/** Builds the pages about calls, by an app and to it. */
@Configuration(proxyBeanMethods = false)
public class CallPagesConfiguration {

    @Bean
    DeliveriesController deliveriesController(
            Webhooks webhooks, WebhookSettings settings, WebhookTrials trials, OnceShown secrets, InstantSource clock) {
        return new DeliveriesController(webhooks, settings, trials, secrets, clock);
    }

    @Bean
    RequestsController requestsController(RequestLog requests, InstantSource clock) {
        return new RequestsController(requests, clock);
    }
}
