package vouchsafe.portal.coordinator;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vouchsafe.grants.Grants;
import vouchsafe.sharing.Erasures;
import vouchsafe.sharing.Withdrawal;

/** Builds the coordinators' pages about the members of a project. */
@Configuration(proxyBeanMethods = false)
public class MemberListPagesConfiguration {

    @Bean
    WithdrawalsController withdrawalsController(
            OwnProjects ownProjects, Grants grants, Withdrawal withdrawal, Erasures erasures) {
        return new WithdrawalsController(ownProjects, grants, withdrawal, erasures);
    }
}
