package vouchsafe.accounts;

import java.time.Duration;
import vouchsafe.mail.Mail;
import vouchsafe.mail.Outbox;
import vouchsafe.web.Allowance;
import vouchsafe.web.PublicAddress;

/**
 * The mails about an account: their texts, and how many one mailbox gets. Some are asked for by typing an address into
 * a form, and others tell the owner what happened; the latter are counted apart, so that asking for the former cannot
 * hide them.
 */
final class AccountMails {
    private final Outbox outbox;
    private final PublicAddress address;
    // A stranger who types another person's address into our forms must not be able to fill their mailbox.
    private final Allowance asked = new Allowance(6, Duration.ofHours(1));

    private final Allowance told = new Allowance(20, Duration.ofHours(1));

    AccountMails(Outbox outbox, PublicAddress address) {
        this.outbox = outbox;
        this.address = address;
    }

    void verifyEmail(String email, String username, String link) {
        answer(
                "verify-email",
                email,
                "Confirm your e-mail address",
                """
                Hello %s,

                please confirm that this is your address:

                %s

                The link works once, for three days. If you did not sign up, ignore this mail: without the confirmation
                nothing is done with your address.
                """,
                username,
                address.url("/account/verify/?link=" + link));
    }

    void alreadyAMember(String email, String username) {
        answer(
                "already-a-member",
                email,
                "You have an account already",
                """
                Hello,

                someone, probably you, signed up with this address. It belongs to your account "%s" already, so the new
                account cannot use it. To use the account you have:

                %s

                If you forgot its password:

                %s

                If it was not you, there is nothing to do: nobody can see your account or confirm your address.
                """,
                username,
                address.url("/account/login/"),
                address.url("/account/password/reset/"));
    }

    void resetPassword(String email, String username, String link) {
        answer(
                "reset-password",
                email,
                "Choose a new password",
                """
                Hello,

                someone, probably you, asked for a new password for the account "%s". To choose one:

                %s

                The link works once, for one hour. Choosing a new password signs out every browser and every connected
                app. If it was not you, ignore this mail: the old password stays.
                """,
                username,
                address.url("/account/password/reset/choose/?link=" + link));
    }

    void noAccount(String email) {
        answer("no-account", email, "No account with this address", """
            Hello,

            someone, probably you, asked for a new password for an account with this address. There is none. You may
            have signed up with another address, or not at all:

            %s
            """, address.url("/account/signup/"));
    }

    void passwordChanged(String email, String username) {
        tell(
                "password-changed",
                email,
                "Your password was changed",
                """
                Hello,

                the password of your account "%s" was changed just now. If it was you, there is nothing to do.

                If it was not you, choose a new one at once:

                %s
                """,
                username,
                address.url("/account/password/reset/"));
    }

    void confirmNewEmail(String email, String username, String link) {
        answer(
                "change-email",
                email,
                "Confirm your new e-mail address",
                """
                Hello,

                the account "%s" is to use this address from now on. To confirm it:

                %s

                The link works once, for one day. If it is not your account, ignore this mail.
                """,
                username,
                address.url("/account/email/confirm/?link=" + link));
    }

    void emailTaken(String email, String username) {
        answer("email-taken", email, "This address is in use already", """
            Hello,

            someone, probably you, tried to use this address for another account. It belongs to your account "%s"
            already, and one address can belong to one account only. Nothing was changed.
            """, username);
    }

    void emailChanged(String oldEmail, String username, String newEmail) {
        tell(
                "email-changed",
                oldEmail,
                "Your e-mail address was changed",
                """
                Hello,

                mail for your account "%s" goes to %s from now on, not to this address.

                If it was not you, someone else knows your password: write to the people who run this server as soon as
                you can. You find them here:

                %s
                """,
                username,
                masked(newEmail),
                address.url("/"));
    }

    void suspended(String email, String username, String reason) {
        tell("account-suspended", email, "Your account was suspended", """
            Hello,

            your account "%s" was suspended. The reason given:

            %s

            While it is suspended nobody can sign in to it and no app can read anything through it. Your data is
            kept. If you think this is a mistake, write to the people who run this server (%s).
            """, username, reason, address.url("/"));
    }

    void deleted(String email, String username) {
        tell("account-deleted", email, "Your account was deleted", """
            Hello,

            your account "%s" was deleted, as its owner asked: your files here are erased, and every project you shared
            with lost its access and is being told that you left. What projects read before, they may still have; those
            that offer to delete it were asked if you wanted that.

            If it was not you, write to the people who run this server at once (%s).
            """, username, address.url("/"));
    }

    /** Enough of an address to recognise one's own, too little to write to someone else's. */
    private static String masked(String email) {
        return email.charAt(0) + "***" + email.substring(email.indexOf('@'));
    }

    private void answer(String kind, String email, String subject, String text, Object... values) {
        send(asked, kind, email, subject, String.format(text, values));
    }

    private void tell(String kind, String email, String subject, String text, Object... values) {
        send(told, kind, email, subject, String.format(text, values));
    }

    private void send(Allowance allowance, String kind, String email, String subject, String text) {
        if (allowance.take(AccountRules.mailbox(email)).isEmpty()) {
            outbox.queue(new Mail(kind, email, null, subject, text));
        }
    }
}
