package vouchsafe.crypto;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.metrics.Metrics;

/** Opens the key ring with the master key the operator gave. */
@Configuration(proxyBeanMethods = false)
public class CryptoConfiguration {

    @Bean
    KeyRing keyRing(JdbcClient sql, MasterKey masterKey, InstantSource clock) {
        return KeyRing.open(sql, masterKey, clock);
    }

    @Bean
    SigningKeys signingKeys(JdbcClient sql, KeyRing keys, InstantSource clock) {
        return new SigningKeys(sql, keys, clock);
    }

    @Bean
    Seals seals(KeyRing keys, Metrics metrics) {
        return new Seals(keys, metrics);
    }
}
