package vouchsafe.backup;

import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.db.Job;

/** Builds the backups that servers make by themselves, and what tells how they stand. */
@Configuration(proxyBeanMethods = false)
public class BackupConfiguration {

    @Bean
    Backups backups(JdbcClient sql, BackupSettings settings) {
        return new Backups(sql, settings);
    }

    @Bean
    Job scheduledBackups(BackupSettings settings, Backups backups, InstantSource clock) {
        return new Job.Repeated(
                "scheduled-backups", Duration.ofMinutes(1), new ScheduledBackups(settings, backups, clock)::run);
    }
}
