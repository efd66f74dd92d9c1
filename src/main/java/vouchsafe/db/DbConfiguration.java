package vouchsafe.db;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import vouchsafe.metrics.Metrics;
import vouchsafe.metrics.Tracing;

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
    ConnectionPlaces dataSource(
            Connectors connectors,
            DatabaseSettings settings,
            SchemaSettings schema,
            InstantSource clock,
            Pulse pulse,
            Metrics metrics) {
        new Schema(connectors.migrations(), clock, schema).bringUpToDate();
        ConnectionPlaces places = new ConnectionPlaces(connectors, settings.poolSize(), pulse::answers, metrics);
        pulse.onLost(places::renew);
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
    JdbcTemplate jdbcTemplate(
            DataSource dataSource, Connectors connectors, DatabaseSettings settings, Metrics metrics, Tracing tracing) {
        StatementWatch watch = new StatementWatch(settings, metrics, tracing);
        return connectors.keepsSessions()
                ? new NamedStatements(dataSource, watch)
                : new TimedStatements(dataSource, connectors.limits(), watch);
    }

    @Bean
    JdbcClient jdbcClient(JdbcTemplate jdbcTemplate) {
        return JdbcClient.create(new InstantParameters(jdbcTemplate));
    }

    @Bean
    ChangeFeed changeFeed(JdbcClient sql, Connectors connectors, Pulse pulse, Metrics metrics) {
        return new ChangeFeed(sql, connectors, pulse, metrics);
    }

    @Bean
    Disk disk(DiskSettings settings, Metrics metrics) {
        Disk disk = new Disk(settings);
        metrics.gauge("vouchsafe.disk.free.bytes", "Room on the disk of the data folder", disk::free);
        return disk;
    }

    @Bean
    Figures figures(Connectors connectors, List<Job> kinds, List<Figure> ofRooms, Metrics metrics) {
        List<Figure> all = new ArrayList<>(DatabaseFigures.all(kinds));
        all.addAll(ofRooms);
        return new Figures(connectors.pulse(), all, metrics);
    }

    @Bean
    LateJobs lateJobs(Connectors connectors, InstantSource clock) {
        return new LateJobs(connectors.pulse(), clock);
    }

    @Bean
    Jobs jobs(JdbcClient sql, InstantSource clock) {
        return new Jobs(sql, clock);
    }

    @Bean
    JobQueue jobQueue(JdbcClient sql, Jobs jobs, InstantSource clock) {
        return new JobQueue(sql, jobs, clock);
    }

    @Bean
    JobRunner jobRunner(
            ConnectionPlaces places,
            InstantSource clock,
            Jobs jobs,
            ObjectProvider<Job> kinds,
            Metrics metrics,
            Tracing tracing) {
        return new JobRunner(
                places.of(Work.JOBS), clock, jobs, () -> kinds.orderedStream().toList(), metrics, tracing);
    }
}
