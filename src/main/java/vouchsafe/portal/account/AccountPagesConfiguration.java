package vouchsafe.portal.account;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vouchsafe.accounts.AccountDeletion;
import vouchsafe.accounts.BrowserSessions;
import vouchsafe.accounts.EmailAddresses;
import vouchsafe.accounts.FirstAdministrator;
import vouchsafe.accounts.MemberAdministration;
import vouchsafe.accounts.Members;
import vouchsafe.accounts.PasswordChanges;
import vouchsafe.accounts.SignIns;
import vouchsafe.accounts.SignUps;
import vouchsafe.accounts.WaitingRequests;
import vouchsafe.crypto.KeyRing;
import vouchsafe.files.DataFiles;
import vouchsafe.grants.Grants;
import vouchsafe.oauth.DeveloperTokens;
import vouchsafe.web.PublicAddress;
import vouchsafe.web.pages.OnceShown;
import vouchsafe.web.pages.SiteFolder;

/** Builds the account pages. */
@Configuration(proxyBeanMethods = false)
public class AccountPagesConfiguration {

    @Bean
    FormerPathsController formerPathsController(PublicAddress address) {
        return new FormerPathsController(address);
    }

    @Bean
    OnceShown onceShown(KeyRing keys, InstantSource clock) {
        return new OnceShown(keys, clock);
    }

    @Bean
    SavedSecretController savedSecretController(OnceShown secrets) {
        return new SavedSecretController(secrets);
    }

    @Bean
    DeveloperTokenController developerTokenController(DeveloperTokens tokens, OnceShown secrets) {
        return new DeveloperTokenController(tokens, secrets);
    }

    @Bean
    Destination destination(WaitingRequests waiting) {
        return new Destination(waiting);
    }

    @Bean
    SignInController signInController(SignIns signIns, BrowserSessions sessions, Destination destination) {
        return new SignInController(signIns, sessions, destination);
    }

    @Bean
    SignUpController signUpController(
            SignUps signUps, BrowserSessions sessions, Destination destination, SiteFolder site) {
        return new SignUpController(signUps, sessions, destination, site);
    }

    @Bean
    FirstAdministratorController firstAdministratorController(FirstAdministrator first, BrowserSessions sessions) {
        return new FirstAdministratorController(first, sessions);
    }

    @Bean
    EmailController emailController(
            Members members, EmailAddresses addresses, SignIns signIns, Destination destination) {
        return new EmailController(members, addresses, signIns, destination);
    }

    @Bean
    PasswordController passwordController(Members members, PasswordChanges changes, SignIns signIns) {
        return new PasswordController(members, changes, signIns);
    }

    @Bean
    PasswordResetController passwordResetController(
            PasswordChanges changes, BrowserSessions sessions, Destination destination) {
        return new PasswordResetController(changes, sessions, destination);
    }

    @Bean
    SessionsController sessionsController(BrowserSessions sessions, InstantSource clock) {
        return new SessionsController(sessions, clock);
    }

    @Bean
    AccountController accountController(Members members, DataFiles files, Grants grants) {
        return new AccountController(members, files, grants);
    }

    @Bean
    DeletionController deletionController(Members members, SignIns signIns, AccountDeletion deletion) {
        return new DeletionController(members, signIns, deletion);
    }

    @Bean
    MembersController membersController(Members members, MemberAdministration administration) {
        return new MembersController(members, administration);
    }

    @Bean
    BusyAdvice busyAdvice() {
        return new BusyAdvice();
    }
}
