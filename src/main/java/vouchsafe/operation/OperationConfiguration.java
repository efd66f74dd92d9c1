package vouchsafe.operation;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.accounts.MemberCounts;
import vouchsafe.accounts.Members;
import vouchsafe.audit.DurableActs;
import vouchsafe.db.ChangeFeed;
import vouchsafe.db.Disk;
import vouchsafe.db.Job;
import vouchsafe.db.JobQueue;
import vouchsafe.doctor.Installation;
import vouchsafe.grants.GrantCounts;
import vouchsafe.mail.MailQueue;
import vouchsafe.mail.Outbox;
import vouchsafe.projects.ProjectSettings;
import vouchsafe.web.PublicAddress;
import vouchsafe.webhooks.WebhookQueue;

/** Builds what a server knows of itself; a command has no use for it. */
@Configuration(proxyBeanMethods = false)
public class OperationConfiguration {

    @Bean
    Nodes nodes(JdbcClient sql, InstantSource clock, ThisNode self) {
        return new Nodes(sql, clock, self);
    }

    @Bean
    Versions versions(JdbcClient sql, ThisNode self) {
        return new Versions(sql, self);
    }

    @Bean
    DailyFigures dailyFigures(JdbcClient sql, InstantSource clock, MemberCounts members, GrantCounts grants) {
        return new DailyFigures(sql, clock, members, grants);
    }

    @Bean
    Job dailyCounting(DailyFigures figures) {
        return new Job.Repeated("daily-figures", Duration.ofHours(1), figures::count);
    }

    @Bean
    Alarms alarms(JdbcClient sql, Members members, Outbox outbox, PublicAddress address, DurableActs acts) {
        return new Alarms(sql, members, outbox, address, acts);
    }

    @Bean
    Checkup checkup(ObjectProvider<Installation> installation) {
        Supplier<Installation> asItIs = installation::getObject;
        return new Checkup(asItIs);
    }

    @Bean
    Watch.Health watchedHealth(ChangeFeed changes, Disk disk, LastBackup backup, LogArchive archive) {
        return new Watch.Health(changes, disk, backup, archive);
    }

    @Bean
    Watch watch(
            QueuesOfWork queues,
            GrantCounts grants,
            ProjectSettings projects,
            Watch.Health health,
            InstantSource clock) {
        return new Watch(queues, grants, projects, health, clock);
    }

    @Bean
    QueuesOfWork queuesOfWork(MailQueue mail, WebhookQueue webhooks, JobQueue jobs) {
        return new QueuesOfWork(mail, webhooks, jobs);
    }

    @Bean
    Rounds rounds(Nodes nodes, Checkup checkup, Watch watch, Alarms alarms) {
        return new Rounds(nodes, checkup, watch, alarms);
    }
}
