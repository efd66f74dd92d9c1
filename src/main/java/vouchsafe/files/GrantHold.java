package vouchsafe.files;

import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.accounts.Standings;
import vouchsafe.grants.Grant;

/** Lets a project change a member's files only while the member's consent holds and the account is in use. */
final class GrantHold {
    private final JdbcClient sql;
    private final Standings standings;

    GrantHold(JdbcClient sql, Standings standings) {
        this.sql = sql;
        this.standings = standings;
    }

    /**
     * Holds the grant and its member's account for the rest of the transaction, so that a withdrawal and a suspension come
     * before or after; false where one of them has ended.
     */
    boolean take(Grant grant) {
        return active(grant) && standings.hold(grant.memberId());
    }

    private boolean active(Grant grant) {
        return sql.sql("SELECT 1 FROM grants WHERE id = :id AND status = 'active' FOR SHARE")
                .param("id", grant.id())
                .query(Integer.class)
                .optional()
                .isPresent();
    }
}
