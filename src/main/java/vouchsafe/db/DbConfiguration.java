package vouchsafe.db;

import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** Builds the pool, brings the schema up to date before it gives out a connection, and offers SQL and transactions. */
@Configuration(proxyBeanMethods = false)
public class DbConfiguration {

    @Bean
    Connectors connectors(DatabaseSettings settings) {
        return Connectors.of(settings);
    }

    @Bean
    Pulse pulse(Connectors connectors) {
        return new Pulse(connectors.pulse());
    }

    @Bean(destroyMethod = "close")
    ConnectionPlaces dataSource(Connectors connectors, DatabaseSettings settings, Pulse pulse) {
        ConnectionPlaces places = new ConnectionPlaces(connectors, settings.poolSize(), pulse::answers);
        pulse.onLost(places::renew);
        UnfinishedRestore.refuse(connectors.migrations());
        Flyway.configure()
                .dataSource(connectors.migrations())
                .locations("classpath:db/migration")
                .load()
                .migrate();
        return places;
    }

    @Bean
    JdbcTransactionManager transactionManager(DataSource dataSource) {
        return new JdbcTransactionManager(dataSource);
    }

    @Bean
    Transactions transactions(PlatformTransactionManager transactionManager) {
        return new Transactions(transactionManager);
    }

    @Bean
    JdbcTemplate jdbcTemplate(DataSource dataSource, Connectors connectors) {
        return connectors.keepsSessions()
                ? new JdbcTemplate(dataSource)
                : new TimedStatements(dataSource, connectors.limits());
    }

    @Bean
    JdbcClient jdbcClient(JdbcTemplate jdbcTemplate) {
        return JdbcClient.create(new InstantParameters(jdbcTemplate));
    }

    @Bean
    ChangeFeed changeFeed(JdbcClient sql, Connectors connectors, Pulse pulse) {
        return new ChangeFeed(sql, connectors, pulse);
    }

    @Bean
    Disk disk(DiskSettings settings) {
        return new Disk(settings);
    }

    @Bean
    LateJobs lateJobs(Connectors connectors, InstantSource clock) {
        return new LateJobs(connectors.pulse(), clock);
    }

    @Bean
    Jobs jobs(DataSource dataSource, InstantSource clock) {
        return new Jobs(dataSource, clock);
    }

    @Bean
    JobRunner jobRunner(ConnectionPlaces places, InstantSource clock, Jobs jobs, List<Job> kinds) {
        return new JobRunner(places.of(Work.JOBS), clock, jobs, kinds);
    }
}
