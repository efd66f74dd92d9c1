package vouchsafe.messages;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.crypto.Seals;
import vouchsafe.db.Jobs;
import vouchsafe.db.Transactions;
import vouchsafe.mail.Outbox;

/** Builds the messages of projects to members, and what members do about them. */
@Configuration(proxyBeanMethods = false)
public class MessagesConfiguration {

    @Bean
    Messages messages(JdbcClient sql, Outbox outbox, Jobs jobs, Transactions transactions, InstantSource clock) {
        return new Messages(new MessageTable(sql), new DeliveryTable(sql), outbox, jobs, transactions, clock);
    }

    @Bean
    Mutes mutes(JdbcClient sql, Seals seals, InstantSource clock) {
        return new Mutes(sql, seals, clock);
    }

    @Bean
    Letters letters(JdbcClient sql, InstantSource clock) {
        return new Letters(sql, clock);
    }
}
