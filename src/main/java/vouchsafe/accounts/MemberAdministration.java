package vouchsafe.accounts;

import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.AuditLog;

/** What administrators may do with accounts. Nobody can suspend or demote themselves, so there is always one left. */
public final class MemberAdministration {
    private static final int PAGE = 50;

    private final JdbcClient sql;
    private final SessionTable sessions;
    private final MailLinks links;
    private final AccountMails mails;
    private final List<AccountEvents> events;
    private final TransactionTemplate transactions;
    private final AuditLog audit;

    MemberAdministration(
            JdbcClient sql,
            SessionTable sessions,
            MailLinks links,
            AccountMails mails,
            List<AccountEvents> events,
            TransactionTemplate transactions,
            AuditLog audit) {
        this.sql = sql;
        this.sessions = sessions;
        this.links = links;
        this.mails = mails;
        this.events = events;
        this.transactions = transactions;
        this.audit = audit;
    }

    /**
     * One page of members by name.
     *
     * @param next the name to go on after, empty on the last page
     */
    public record MemberList(List<Member> members, String next) {}

    /** Members whose username or address begins with this text, from the name after {@code after} on. */
    public MemberList search(String text, String after) {
        String prefix = text.toLowerCase(Locale.ROOT).replaceAll("([\\\\%_])", "\\\\$1") + "%";
        List<Member> found = sql.sql(Members.SELECT + """
            WHERE lower(username) > lower(:after)
              AND (lower(username) LIKE :prefix OR lower(email) LIKE :prefix)
              AND status <> 'deleted' AND authority IS NULL
            ORDER BY lower(username)
            LIMIT :limit
            """)
                .param("after", after)
                .param("prefix", prefix)
                .param("limit", PAGE + 1)
                .query(Members::member)
                .list();
        if (found.size() <= PAGE) {
            return new MemberList(found, "");
        }
        List<Member> page = found.subList(0, PAGE);
        return new MemberList(page, page.getLast().username());
    }

    /** Suspends the account: its browsers are signed out and nothing may act for it. */
    public void suspend(SignedInMember administrator, Member member, String reason) {
        refuseSelf(administrator, member);
        transactions.executeWithoutResult(status -> {
            store(member, "suspended");
            sessions.endAll(member.id());
            links.revokeAll(member.id());
            events.forEach(event -> event.suspended(member.id()));
            audit.record(AuditEvent.of("member.suspended")
                    .by(administrator.id())
                    .to(member.id())
                    .with("reason", reason));
            mails.suspended(member.email(), member.username(), reason);
        });
    }

    /** Lets the member sign in again. What was cut off stays cut off until they connect it anew. */
    public void reinstate(SignedInMember administrator, Member member) {
        refuseSelf(administrator, member);
        transactions.executeWithoutResult(status -> {
            store(member, "active");
            events.forEach(event -> event.reinstated(member.id()));
            audit.record(
                    AuditEvent.of("member.reinstated").by(administrator.id()).to(member.id()));
        });
    }

    /** Gives and takes roles. */
    public void setRoles(SignedInMember giver, Member member, boolean administrator, boolean reviewer) {
        refuseSelf(giver, member);
        transactions.executeWithoutResult(status -> {
            sql.sql("UPDATE members SET administrator = :administrator, reviewer = :reviewer WHERE id = :id")
                    .param("administrator", administrator)
                    .param("reviewer", reviewer)
                    .param("id", member.id())
                    .update();
            audit.record(AuditEvent.of("member.roles_changed")
                    .by(giver.id())
                    .to(member.id())
                    .with("administrator", Boolean.toString(administrator))
                    .with("reviewer", Boolean.toString(reviewer)));
        });
    }

    private void store(Member member, String status) {
        sql.sql("UPDATE members SET status = :status WHERE id = :id")
                .param("status", status)
                .param("id", member.id())
                .update();
    }

    private static void refuseSelf(SignedInMember administrator, Member member) {
        if (administrator.id().equals(member.id())) {
            throw new IllegalArgumentException("administrators cannot change their own standing");
        }
    }
}
