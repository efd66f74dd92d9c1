package vouchsafe.accounts;

import java.util.Locale;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.DurableActs;
import vouchsafe.db.Slice;

/**
 * The acts of administrators on accounts. None can suspend or demote themselves, and of two who would do it to each
 * other the second is no administrator any more: there is always one left.
 */
public final class MemberAdministration {
    private static final int PAGE = 50;

    private final JdbcClient sql;
    private final UnderAccount underAccount;
    private final AccountMails mails;
    private final Standings standings;
    private final DurableActs acts;

    MemberAdministration(
            JdbcClient sql, UnderAccount underAccount, AccountMails mails, Standings standings, DurableActs acts) {
        this.sql = sql;
        this.underAccount = underAccount;
        this.mails = mails;
        this.standings = standings;
        this.acts = acts;
    }

    /** Members whose username or address begins with this text, by name, from the name after {@code after} on. */
    public Slice<Member> search(String text, String after) {
        String prefix = text.toLowerCase(Locale.ROOT).replaceAll("([\\\\%_])", "\\\\$1") + "%";
        return Slice.of(
                PAGE,
                most -> sql.sql(Members.SELECT + """
                    WHERE lower(username) > lower(:after)
                      AND (lower(username) LIKE :prefix OR lower(email) LIKE :prefix)
                      AND status <> 'deleted' AND authority IS NULL
                    ORDER BY lower(username)
                    LIMIT :limit
                    """)
                        .param("after", after)
                        .param("prefix", prefix)
                        .param("limit", most)
                        .query(Members.MEMBER)
                        .list());
    }

    /**
     * Suspends the account: its browsers are signed out and nothing may act for it.
     *
     * @return false where it is not in use any more, and nothing was done
     * @throws CredentialsEnded where the administrator is none any more
     */
    public boolean suspend(SignedInMember administrator, Member member, String reason) {
        refuseSelf(administrator, member);
        return acts.call(() -> {
            underAccount.suspending(member.id());
            requireAdministrator(administrator);
            if (!change(member, Member.Status.ACTIVE, Member.Status.SUSPENDED)) {
                return false;
            }
            underAccount.suspended(member.id());
            acts.record(AuditEvent.of("member.suspended")
                    .by(administrator.id())
                    .to(member.id())
                    .with("reason", reason));
            mails.suspended(member.email(), member.username(), reason);
            return true;
        });
    }

    /**
     * Lets the member sign in again. Apps that were cut off stay so until the member connects them anew.
     *
     * @return false where the account is not suspended any more, and nothing was done
     * @throws CredentialsEnded where the administrator is none any more
     */
    public boolean reinstate(SignedInMember administrator, Member member) {
        refuseSelf(administrator, member);
        return acts.call(() -> {
            requireAdministrator(administrator);
            if (!change(member, Member.Status.SUSPENDED, Member.Status.ACTIVE)) {
                return false;
            }
            underAccount.reinstated(member.id());
            acts.record(
                    AuditEvent.of("member.reinstated").by(administrator.id()).to(member.id()));
            return true;
        });
    }

    /**
     * Gives and takes roles.
     *
     * @return false where the account was deleted, and nothing was done
     * @throws CredentialsEnded where the giver is no administrator any more
     */
    public boolean setRoles(SignedInMember giver, Member member, boolean administrator, boolean reviewer) {
        refuseSelf(giver, member);
        return acts.call(() -> {
            requireAdministrator(giver);
            boolean changed = sql.sql("""
                UPDATE members SET administrator = :administrator, reviewer = :reviewer
                WHERE id = :id AND status <> 'deleted'
                """)
                            .param("administrator", administrator)
                            .param("reviewer", reviewer)
                            .param("id", member.id())
                            .update()
                    == 1;
            if (!changed) {
                return false;
            }
            standings.changed(member.id());
            acts.record(AuditEvent.of("member.roles_changed")
                    .by(giver.id())
                    .to(member.id())
                    .with("administrator", Boolean.toString(administrator))
                    .with("reviewer", Boolean.toString(reviewer)));
            return true;
        });
    }

    /** Administrators act one after the other, each only while still an administrator. */
    private void requireAdministrator(SignedInMember member) {
        boolean administrator = sql.sql("""
            SELECT id FROM members WHERE administrator AND status = 'active' ORDER BY id FOR NO KEY UPDATE
            """).query(UUID.class).list().contains(member.id());
        if (!administrator) {
            throw new CredentialsEnded();
        }
    }

    private boolean change(Member member, Member.Status before, Member.Status after) {
        boolean changed = sql.sql("""
            UPDATE members SET status = :after, credentials_stamp = credentials_stamp + 1
            WHERE id = :id AND status = :before
            """)
                        .param("after", after.column())
                        .param("before", before.column())
                        .param("id", member.id())
                        .update()
                == 1;
        standings.changed(member.id());
        return changed;
    }

    private static void refuseSelf(SignedInMember administrator, Member member) {
        if (administrator.id().equals(member.id())) {
            throw new IllegalArgumentException("administrators cannot change their own standing");
        }
    }
}
