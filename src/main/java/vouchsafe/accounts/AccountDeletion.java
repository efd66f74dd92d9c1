package vouchsafe.accounts;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.DurableActs;

/**
 * Deletes a member's account at their wish, in one transaction: all that hangs from it ends, and everything that names
 * the person is erased. The row stays without a name, so that records of what happened keep their thread and the
 * username goes to nobody else.
 */
public final class AccountDeletion {
    private final JdbcClient sql;
    private final UnderAccount underAccount;
    private final AccountMails mails;
    private final Standings standings;
    private final DurableActs acts;

    AccountDeletion(
            JdbcClient sql, UnderAccount underAccount, AccountMails mails, Standings standings, DurableActs acts) {
        this.sql = sql;
        this.underAccount = underAccount;
        this.mails = mails;
        this.standings = standings;
        this.acts = acts;
    }

    /** The things the member has to do first, worded for them; empty where nothing is in the way. */
    public List<String> obstacles(Member member) {
        List<String> obstacles = new ArrayList<>();
        if (member.administrator()) {
            obstacles.add("You are an administrator of this server. Ask another one to take that role from you first.");
        }
        obstacles.addAll(underAccount.obstaclesToDeletion(member.id()));
        return obstacles;
    }

    /**
     * Deletes the account, unless something is in the way.
     *
     * @param credentials of the browser that asks
     * @param erasureWanted whether the projects that offer it are asked to delete what they have of the member
     * @return what is in the way; empty where the account is gone
     * @throws CredentialsEnded where the browser was signed out meanwhile
     */
    public List<String> delete(Member member, Credentials credentials, boolean erasureWanted) {
        return acts.call(() -> {
            underAccount.deleting(member.id());
            // A transaction that makes something of this member's waits here, or was first and is seen below.
            String status = sql.sql("SELECT status FROM members WHERE id = :id FOR UPDATE")
                    .param("id", member.id())
                    .query(String.class)
                    .single();
            if (status.equals("deleted")) {
                return List.of();
            }
            standings.require(credentials);
            List<String> obstacles = obstacles(member);
            if (obstacles.isEmpty()) {
                underAccount.deleted(member.id(), erasureWanted);
                acts.record(AuditEvent.of("member.deleted").by(member.id()).to(member.id()));
                mails.deleted(member.email(), member.username());
                erase(member);
            }
            return obstacles;
        });
    }

    private void erase(Member member) {
        sql.sql("DELETE FROM member_identities WHERE member_id = :id")
                .param("id", member.id())
                .update();
        sql.sql("""
            UPDATE members SET username = :username, name = '', email = '', email_verified_at = NULL,
                password_hash = NULL, administrator = false, reviewer = false, status = 'deleted',
                credentials_stamp = credentials_stamp + 1
            WHERE id = :id
            """)
                .param("username", AccountRules.retired(member.username()))
                .param("id", member.id())
                .update();
        standings.changed(member.id());
    }
}
