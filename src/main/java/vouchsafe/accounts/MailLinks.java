package vouchsafe.accounts;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.crypto.Seal;
import vouchsafe.crypto.SealKind;
import vouchsafe.crypto.Seals;
import vouchsafe.db.RecordRows;
import vouchsafe.db.UuidV7;

/**
 * Links that are sent by mail and work once. The text of a link is sealed with the key ring; its row names its purpose
 * and is deleted once it has served it.
 */
final class MailLinks {
    private static final RowMapper<MailLink> LINK = RecordRows.of(MailLink.class);

    private final JdbcClient sql;
    private final Seals seals;
    private final InstantSource clock;

    MailLinks(JdbcClient sql, Seals seals, InstantSource clock) {
        this.sql = sql;
        this.seals = seals;
        this.clock = clock;
    }

    /**
     * Makes a link and returns its text, to be put into a mail and nowhere else. Part of the caller's transaction, which holds
     * the credentials it is made under: {@link #revokeAll} comes before or after.
     */
    String issue(UUID memberId, MailLink.Purpose purpose, String email) {
        Instant now = clock.instant();
        UUID id = UuidV7.next();
        sql.sql("""
            INSERT INTO mail_links (id, member_id, purpose, email, created_at, expires_at)
            VALUES (:id, :member, :purpose, :email, :now, :expires)
            """)
                .param("id", id)
                .param("member", memberId)
                .param("purpose", purpose.column())
                .param("email", email)
                .param("now", now)
                .param("expires", now.plus(purpose.lifetime()))
                .update();
        return seals.seal(Seal.of(SealKind.EMAIL_LINK, id, 0, now));
    }

    /** Looks at a link without using it, for the page with the button. */
    Optional<MailLink> look(MailLink.Purpose purpose, String link) {
        return seals.open(SealKind.EMAIL_LINK, link)
                .flatMap(seal -> sql.sql("""
                    SELECT member_id, email FROM mail_links
                    WHERE id = :id AND purpose = :purpose AND expires_at > :now
                    """)
                        .param("id", seal.subject())
                        .param("purpose", purpose.column())
                        .param("now", clock.instant())
                        .query(LINK)
                        .optional());
    }

    /** Uses a link up. Of two who try at once, one gets it. */
    Optional<MailLink> use(MailLink.Purpose purpose, String link) {
        return seals.open(SealKind.EMAIL_LINK, link)
                .flatMap(seal -> sql.sql("""
                    DELETE FROM mail_links
                    WHERE id = :id AND purpose = :purpose AND expires_at > :now
                    RETURNING member_id, email
                    """)
                        .param("id", seal.subject())
                        .param("purpose", purpose.column())
                        .param("now", clock.instant())
                        .query(LINK)
                        .optional());
    }

    /** Makes every link of a member useless: their password or address has changed. */
    void revokeAll(UUID memberId) {
        sql.sql("DELETE FROM mail_links WHERE member_id = :member")
                .param("member", memberId)
                .update();
    }

    /** Forgets unused links, for space only: an expired link is refused whether or not its row is gone. */
    void sweep() {
        sql.sql("DELETE FROM mail_links WHERE expires_at <= :now")
                .param("now", clock.instant())
                .update();
    }
}
