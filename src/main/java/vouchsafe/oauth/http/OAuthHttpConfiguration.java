package vouchsafe.oauth.http;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vouchsafe.clients.Clients;

/** Builds the ways in which clients authenticate. The rooms of the dialects put the servlets at their addresses. */
@Configuration(proxyBeanMethods = false)
public class OAuthHttpConfiguration {

    @Bean
    ClientProofs clientProofs(Clients clients) {
        // A new way is one more line here.
        return new ClientProofs(List.of(new SecretInHeader(clients), new SecretInForm(clients)));
    }
}
