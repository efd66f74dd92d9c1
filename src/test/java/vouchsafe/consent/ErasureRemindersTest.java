package vouchsafe.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.Mailbox;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.accounts.Member;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;

/** Projects that do not confirm an erasure in time are reminded of it. */
class ErasureRemindersTest {
    private final TestServer server = TestServer.shared();
    private final ErasureReminders reminders = server.bean(ErasureReminders.class);
    private final String contact = "contact" + ThreadLocalRandom.current().nextInt(1_000_000_000) + "@example.org";
    private final TestApp app =
            TestApp.create(server.member(), Map.of("erasure_supported", "on", "contact_email", contact));

    @Test
    void a_project_is_reminded_once_a_week_of_all_that_is_overdue_until_it_confirms() {
        Grant first = left(Duration.ofDays(31));
        Grant second = left(Duration.ofDays(40));
        Grant inTime = left(Duration.ofDays(29));

        reminders.send();
        reminders.send();

        assertThat(new Mailbox(server, contact).kinds()).containsExactly("erasure-overdue");
        assertThat(new Mailbox(server, contact).latest("erasure-overdue"))
                .contains(first.subject(), second.subject())
                .contains("/direct-sharing/projects/withdrawn-members/"
                        + app.project().slug() + "/")
                .doesNotContain(inTime.subject());

        server.bean(Erasures.class).confirm(app.project(), first.subject(), null);
        server.bean(JdbcClient.class)
                .sql("UPDATE grants SET erasure_reminded_at = :then WHERE client_id = :client")
                .param("then", Timestamp.from(Instant.now().minus(Duration.ofDays(8))))
                .param("client", app.client().id())
                .update();
        reminders.send();

        assertThat(new Mailbox(server, contact).kinds()).containsExactly("erasure-overdue", "erasure-overdue");
        assertThat(new Mailbox(server, contact).latest("erasure-overdue"))
                .contains(second.subject())
                .doesNotContain(first.subject());
    }

    private Grant left(Duration ago) {
        Member member = server.member();
        app.connect(server.signedIn(member));
        Grants grants = server.bean(Grants.class);
        Grant grant = grants.find(app.client().id(), member.id()).orElseThrow();
        server.bean(Withdrawal.class).byMember(member.id(), grant.id(), true);
        server.bean(JdbcClient.class)
                .sql("UPDATE grants SET erasure_requested_at = :then WHERE id = :id")
                .param("then", Timestamp.from(Instant.now().minus(ago)))
                .param("id", grant.id())
                .update();
        return grants.find(grant.id()).orElseThrow();
    }
}
