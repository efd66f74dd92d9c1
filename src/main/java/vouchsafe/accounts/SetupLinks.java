package vouchsafe.accounts;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.crypto.Seal;
import vouchsafe.crypto.SealKind;
import vouchsafe.crypto.Seals;
import vouchsafe.db.UuidV7;

/** Links that make the first administrator: sealed like those of mails, good once, and one at a time. */
final class SetupLinks {
    static final Duration LIFETIME = Duration.ofDays(1);

    private final JdbcClient sql;
    private final Seals seals;
    private final InstantSource clock;

    SetupLinks(JdbcClient sql, Seals seals, InstantSource clock) {
        this.sql = sql;
        this.seals = seals;
        this.clock = clock;
    }

    /** Makes a link in the place of all others, within the caller's transaction, and returns its text. */
    String renew() {
        forget();
        Instant now = clock.instant();
        var id = UuidV7.next();
        sql.sql("INSERT INTO setup_links (id, created_at, expires_at) VALUES (:id, :now, :expires)")
                .param("id", id)
                .param("now", now)
                .param("expires", now.plus(LIFETIME))
                .update();
        return seals.seal(Seal.of(SealKind.SETUP_LINK, id, 0, now));
    }

    /** Whether a link would work now. */
    boolean good(String link) {
        return seals.open(SealKind.SETUP_LINK, link)
                .map(seal -> sql.sql("SELECT EXISTS (SELECT FROM setup_links WHERE id = :id AND expires_at > :now)")
                        .param("id", seal.subject())
                        .param("now", clock.instant())
                        .query(Boolean.class)
                        .single())
                .orElse(false);
    }

    /** Uses a link up, within the caller's transaction. Of two who try at once, one gets it. */
    boolean use(String link) {
        return seals.open(SealKind.SETUP_LINK, link)
                .map(seal -> sql.sql("DELETE FROM setup_links WHERE id = :id AND expires_at > :now")
                                .param("id", seal.subject())
                                .param("now", clock.instant())
                                .update()
                        == 1)
                .orElse(false);
    }

    /** Makes every link useless. */
    void forget() {
        sql.sql("DELETE FROM setup_links").update();
    }
}
