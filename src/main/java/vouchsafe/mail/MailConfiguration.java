package vouchsafe.mail;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.audit.DurableActs;
import vouchsafe.crypto.KeyRing;
import vouchsafe.crypto.WrappedColumn;
import vouchsafe.db.Figure;
import vouchsafe.db.Job;
import vouchsafe.db.Jobs;
import vouchsafe.db.Transactions;
import vouchsafe.metrics.Counts;
import vouchsafe.metrics.Label;
import vouchsafe.metrics.Metrics;
import vouchsafe.web.PublicAddress;

/** Builds the mail outbox and its delivery. */
@Configuration(proxyBeanMethods = false)
public class MailConfiguration {
    private static final Duration KEPT = Duration.ofDays(30);

    @Bean
    Outbox outbox(JdbcClient sql, InstantSource clock, KeyRing keys, Jobs jobs, Transactions transactions) {
        return new Outbox(sql, clock, keys, jobs, transactions);
    }

    @Bean
    static WrappedColumn wrappedMails() {
        return new WrappedColumn(
                "texts of mails that wait",
                "mails",
                "id",
                "body",
                "they are marked as failed on the mail page; who waits for a link asks for another one");
    }

    @Bean
    static WrappedColumn wrappedMailEnds() {
        return new WrappedColumn("links that end the mails of a project", "mails", "id", "unsubscribe", "nothing");
    }

    @Bean
    MailAdministration mailAdministration(Outbox outbox, DurableActs acts) {
        return new MailAdministration(outbox, acts);
    }

    @Bean
    Job mailDelivery(
            Outbox outbox,
            MailSettings settings,
            PublicAddress address,
            InstantSource clock,
            List<MailOutcomes> listeners) {
        return new Job.OnDemand(
                MailDelivery.JOB,
                new MailDelivery(
                        outbox,
                        settings.relay().map(relay -> new Relay(relay, settings.from())),
                        address,
                        clock,
                        listeners)::run);
    }

    @Bean
    Figure waitingMails() {
        return Figure.ofQueue("mail", """
            SELECT 'mail', count(*), coalesce(extract(epoch FROM now() - min(created_at)), 0)
            FROM mails WHERE next_try_at IS NOT NULL AND sent_at IS NULL
            """);
    }

    @Bean
    MailOutcomes mailCounts(Metrics metrics) {
        Counts settled = metrics.counts(
                "vouchsafe.mails", "Mails that are done with", Label.of("outcome", MailOutcomes.Outcome.class));
        return (id, kind, outcome) -> settled.add(Label.word(outcome));
    }

    /** Mails are kept for 30 days, delivered or not. */
    @Bean
    Job mailForgetting(Outbox outbox, InstantSource clock) {
        return new Job.Repeated("mail-forgetting", Duration.ofHours(1), () -> {
            while (outbox.forget(clock.instant().minus(KEPT), 500) == 500) {
                // Small batches: no long lock, no large transaction.
            }
        });
    }

    @Bean
    MailQueue mailQueue(JdbcClient sql, MailAdministration administration) {
        return new MailQueue(sql, administration);
    }
}
