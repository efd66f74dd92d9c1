package vouchsafe.webhooks;

import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.db.Figure;
import vouchsafe.db.Job;
import vouchsafe.db.Jobs;
import vouchsafe.db.Transactions;
import vouchsafe.db.UuidV7;
import vouchsafe.web.outbound.OutboundHttp;

/** Builds the webhook queue and its delivery. */
@Configuration(proxyBeanMethods = false)
public class WebhooksConfiguration {
    private static final Duration KEPT = Duration.ofDays(90);

    @Bean
    WebhookTable webhookTable(JdbcClient sql) {
        return new WebhookTable(sql);
    }

    @Bean
    Webhooks webhooks(WebhookTable table, Jobs jobs, Transactions transactions, InstantSource clock) {
        return new Webhooks(table, jobs, transactions, clock);
    }

    @Bean
    Job webhookDelivery(
            WebhookTable table,
            WebhookSecrets secrets,
            OutboundHttp outbound,
            Transactions transactions,
            InstantSource clock) {
        return new Job.OnDemand(Webhooks.JOB, new WebhookSender(table, secrets, outbound, transactions, clock)::run);
    }

    @Bean
    Figure waitingWebhooks() {
        return Figure.ofQueue("webhooks", """
            SELECT 'webhooks', count(*), coalesce(extract(epoch FROM now() - min(created_at)), 0)
            FROM webhook_deliveries WHERE next_try_at IS NOT NULL
            """);
    }

    /** Deliveries that are over are kept for 90 days. */
    @Bean
    Job webhookForgetting(WebhookTable table, InstantSource clock) {
        return new Job.Repeated("webhook-forgetting", Duration.ofHours(1), () -> {
            while (table.forget(UuidV7.earliestAt(clock.instant().minus(KEPT)), 500) == 500) {
                // Small batches: no long lock, no large transaction.
            }
        });
    }

    @Bean
    WebhookQueue webhookQueue(JdbcClient sql, Webhooks webhooks) {
        return new WebhookQueue(sql, webhooks);
    }
}
