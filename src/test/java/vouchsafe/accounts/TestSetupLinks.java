package vouchsafe.accounts;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.TestServer;
import vouchsafe.crypto.Seal;
import vouchsafe.crypto.SealKind;
import vouchsafe.crypto.Seals;
import vouchsafe.db.UuidV7;

/** Links to the first administrator on a server that has administrators, and several links at a time. */
public final class TestSetupLinks {
    private TestSetupLinks() {}

    /** The text of a link that is good for a day. */
    public static String link(TestServer server) {
        UUID id = UuidV7.next();
        Instant now = Instant.now();
        server.bean(JdbcClient.class)
                .sql("INSERT INTO setup_links (id, created_at, expires_at) VALUES (:id, :now, :expires)")
                .param("id", id)
                .param("now", now)
                .param("expires", now.plus(Duration.ofDays(1)))
                .update();
        return server.bean(Seals.class).seal(Seal.of(SealKind.SETUP_LINK, id, 0, now));
    }
}
