package vouchsafe.portal.account;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vouchsafe.accounts.BrowserSessions;
import vouchsafe.accounts.SignIns;

/** Builds the account pages. */
@Configuration(proxyBeanMethods = false)
public class AccountPagesConfiguration {

    @Bean
    SignInController signInController(SignIns signIns, BrowserSessions sessions) {
        return new SignInController(signIns, sessions);
    }
}
