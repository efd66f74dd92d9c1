package vouchsafe.mail;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.crypto.KeyRing;

/** Builds the mail outbox and its delivery. */
@Configuration(proxyBeanMethods = false)
public class MailConfiguration {

    @Bean
    Outbox outbox(JdbcClient sql, InstantSource clock, KeyRing keys) {
        return new Outbox(sql, clock, keys);
    }
}
