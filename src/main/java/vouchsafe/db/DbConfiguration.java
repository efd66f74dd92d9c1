package vouchsafe.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
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
import org.springframework.transaction.support.TransactionTemplate;

/** Builds the pool, brings the schema up to date before anyone gets a connection, and offers SQL and transactions. */
@Configuration(proxyBeanMethods = false)
public class DbConfiguration {

    @Bean(destroyMethod = "close")
    HikariDataSource dataSource(DatabaseSettings settings) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("vouchsafe");
        pool.setJdbcUrl(settings.jdbcUrl());
        pool.setMaximumPoolSize(settings.poolSize());
        pool.setConnectionTimeout(3_000);
        pool.setInitializationFailTimeout(30_000);
        HikariDataSource dataSource = new HikariDataSource(pool);
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/migration")
                .load()
                .migrate();
        return dataSource;
    }

    @Bean
    JdbcTransactionManager transactionManager(DataSource dataSource) {
        return new JdbcTransactionManager(dataSource);
    }

    @Bean
    TransactionTemplate transactions(PlatformTransactionManager transactionManager) {
        return new TransactionTemplate(transactionManager);
    }

    @Bean
    JdbcTemplate jdbcTemplate(DataSource dataSource) {
        return new JdbcTemplate(dataSource);
    }

    @Bean
    JdbcClient jdbcClient(JdbcTemplate jdbcTemplate) {
        return JdbcClient.create(jdbcTemplate);
    }

    @Bean
    ChangeFeed changeFeed(JdbcClient sql, DatabaseSettings settings) {
        return new ChangeFeed(sql, settings);
    }

    @Bean
    Jobs jobs(DataSource dataSource, InstantSource clock) {
        return new Jobs(dataSource, clock);
    }

    @Bean
    JobRunner jobRunner(DataSource dataSource, InstantSource clock, Jobs jobs, List<Job> kinds) {
        return new JobRunner(dataSource, clock, jobs, kinds);
    }
}
