package vouchsafe.accounts;

import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.springframework.context.ApplicationContext;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import vouchsafe.TestServer;
import vouchsafe.db.Transactions;

/** Accounts for tests that need many, and ways in behind the forms that need no work on passwords. */
public final class TestAccounts {
    private static final String HASH =
            TestServer.shared().bean(Passwords.class).hash(new Password(TestServer.PASSWORD));

    private TestAccounts() {}

    /** A new member with the password of all, without the work of hashing it again. */
    public static Member member() {
        String username = "quick_"
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        NewMember person = new NewMember(
                username, "Test Member", username + "@example.org", true, new Password(TestServer.PASSWORD), false);
        return TestServer.shared().bean(Members.class).create(person, HASH);
    }

    /**
     * A browser session as the sign-in page writes it, once the password was found to be this member's.
     *
     * @return how to find out whether it still opens anything; empty where it did not come to be
     */
    public static Optional<BooleanSupplier> signIn(ApplicationContext node, Member member) {
        return signIn(node.getBean(KeptSessions.class), member);
    }

    private static <S extends Session> Optional<BooleanSupplier> signIn(
            FindByIndexNameSessionRepository<S> sessions, Member member) {
        S session = sessions.createSession();
        session.setAttribute(SignedInContexts.CREDENTIALS, member.credentials());
        session.setAttribute(
                FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME,
                member.id().toString());
        session.setAttribute(SignedInContexts.MEMBER, member.id().toString());
        sessions.save(session);
        // The request goes on, and keeps something in its session.
        session.setAttribute("flash", "Welcome.");
        sessions.save(session);
        BooleanSupplier alive = () -> sessions.findById(session.getId()) != null;
        return alive.getAsBoolean() ? Optional.of(alive) : Optional.empty();
    }

    /** A link that lets whoever has it choose a new password. */
    public static String resetLink(Member member) {
        return link(member, MailLink.Purpose.RESET_PASSWORD, member.email());
    }

    /** A link that makes this address the member's. */
    public static String changeLink(Member member, String email) {
        return link(member, MailLink.Purpose.CHANGE_EMAIL, email);
    }

    /** Whether the password opens an account with this hash. */
    public static boolean opens(Password password, String hash) {
        return TestServer.shared().bean(Passwords.class).matches(password, hash);
    }

    private static String link(Member member, MailLink.Purpose purpose, String email) {
        TestServer server = TestServer.shared();
        return server.bean(Transactions.class)
                .call(() -> server.bean(MailLinks.class).issue(member.id(), purpose, email));
    }
}
