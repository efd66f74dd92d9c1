package vouchsafe.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.Mailbox;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.checklist.AtOnce;
import vouchsafe.db.UuidV7;
import vouchsafe.files.StoredBytes;
import vouchsafe.files.TestFiles;
import vouchsafe.mail.Mail;
import vouchsafe.mail.Outbox;

/** What administrators see of the server on their start page, and what they are written about. */
class OverviewTest {
    private final TestServer server = TestServer.shared();
    private final JdbcClient sql = server.bean(JdbcClient.class);

    @Test
    void the_page_shows_how_the_server_is_and_only_administrators_see_it() {
        WebSession administrator = server.signedIn(server.administrator());
        server.bean(Nodes.class).beat();
        server.bean(DailyFigures.class).count();
        var page = administrator.get("/admin/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("Database", "answers", "no backup is known", "Background work")
                .contains("PostgreSQL", "18", Runtime.version().toString())
                .contains("chart-line", "than at the beginning")
                .contains("aria-current=\"page\">Administration");
        assertThat(server.signedIn(server.member()).get("/admin/").statusCode()).isEqualTo(404);
        assertThat(server.browser().get("/admin/").statusCode()).isEqualTo(302);
    }

    @Test
    void the_doctor_looks_when_asked() {
        WebSession administrator = server.signedIn(server.administrator());
        administrator.get("/admin/");
        assertThat(administrator.post("/admin/look/", java.util.Map.of()).statusCode())
                .isEqualTo(303);
        assertThat(administrator.get("/admin/").body())
                .contains("mail reaches nobody", "Set smtp-host")
                .contains("The page Terms still shows the placeholder")
                .contains("The master key lies in the data folder");
    }

    @Test
    void what_was_given_up_is_counted_and_tried_again() {
        UUID mail =
                server.bean(Outbox.class).queue(new Mail("test", "nobody@example.org", null, "A mail", "Its text.\n"));
        Awaitility.await("it is kept, for want of a relay")
                .until(() -> sql.sql("SELECT next_try_at IS NULL FROM mails WHERE id = :id")
                        .param("id", mail)
                        .query(Boolean.class)
                        .single());
        sql.sql("UPDATE mails SET failure = 'the relay was down' WHERE id = :id")
                .param("id", mail)
                .update();
        assertThat(server.bean(Watch.class).queues().mail().failed()).isPositive();

        Member person = server.administrator();
        WebSession administrator = server.signedIn(person);
        assertThat(administrator.get("/admin/").body()).contains("/admin/again/mail/");
        assertThat(administrator.post("/admin/again/mail/", java.util.Map.of()).statusCode())
                .isEqualTo(303);
        assertThat(sql.sql("SELECT count(*) FROM audit_events WHERE kind = 'mail.sent_again' AND actor_id = :id"
                                + " AND detail->>'mail' = :mail")
                        .param("id", person.id())
                        .param("mail", mail.toString())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThat(administrator
                        .post("/admin/again/webhooks/", java.util.Map.of())
                        .statusCode())
                .isEqualTo(303);
        assertThat(administrator.post("/admin/again/jobs/", java.util.Map.of()).statusCode())
                .isEqualTo(303);
        assertThat(administrator
                        .post("/admin/again/everything/", java.util.Map.of())
                        .statusCode())
                .isEqualTo(404);
        sql.sql("DELETE FROM mails WHERE id = :id").param("id", mail).update();
    }

    @Test
    void a_node_that_is_silent_is_told_from_one_that_lives() {
        Nodes nodes = server.bean(Nodes.class);
        nodes.beat();
        UUID silent = UuidV7.next();
        sql.sql("INSERT INTO nodes (id, name, version, java, started_at, seen_at)"
                        + " VALUES (:id, :name, '1', '25', :then, :then)")
                .param("id", silent)
                .param("name", silent.toString())
                .param("then", Instant.now().minusSeconds(600))
                .update();
        assertThat(nodes.list()).anyMatch(Nodes.Node::alive);
        assertThat(nodes.list())
                .filteredOn(node -> node.name().equals(silent.toString()))
                .singleElement()
                .matches(node -> !node.alive());
        sql.sql("DELETE FROM nodes WHERE id = :id").param("id", silent).update();
    }

    @Test
    void figures_are_counted_by_day_and_projects_by_what_they_keep() {
        TestFiles files = TestFiles.create();
        files.upload("a.txt", "twelve bytes");
        DailyFigures figures = server.bean(DailyFigures.class);
        figures.count();
        figures.count();
        assertThat(server.bean(StoredBytes.class).largest(100_000))
                .contains(new StoredBytes.OfProject(files.app.project().id(), 1, 12));
        assertThat(figures.lastDays()).hasSize(30);
        assertThat(figures.lastDays().getLast().members())
                .isEqualTo(sql.sql("SELECT figure FROM daily_figures WHERE what = 'members' ORDER BY day DESC LIMIT 1")
                        .query(Long.class)
                        .single())
                .isPositive();
    }

    @Test
    void administrators_are_written_to_once_a_day_about_each_kind_and_can_stop_it() {
        Member person = server.administrator();
        Member muted = server.administrator();
        Alarms alarms = server.bean(Alarms.class);
        WebSession quiet = server.signedIn(muted);
        assertThat(quiet.get("/admin/").body()).contains("Write me no mails");
        quiet.post("/admin/alarms/", java.util.Map.of("mails", "no"));
        assertThat(quiet.get("/admin/").body()).contains("You get no mail about the server");

        String kind = "test." + UUID.randomUUID();
        Alarm alarm = new Alarm(kind, "The cellar is wet.", "Pump it dry.");
        // Several nodes find the same at the same moment.
        AtOnce.times(4, number -> {
            alarms.tell(List.of(alarm));
            return number;
        });
        IntStream.range(0, 3).forEach(again -> alarms.tell(List.of(alarm)));
        Mailbox mailbox = new Mailbox(server, person.email());
        assertThat(mailbox.all(Alarms.KIND))
                .filteredOn(text -> text.contains("cellar"))
                .singleElement()
                .satisfies(text -> assertThat(text)
                        .contains("Pump it dry.", "/admin/", "at most once a day", "Write me no mails"));
        assertThat(new Mailbox(server, muted.email()).all(Alarms.KIND)).noneMatch(text -> text.contains("cellar"));

        sql.sql("UPDATE alarms SET told_at = now() - interval '25 hours' WHERE kind = :kind")
                .param("kind", kind)
                .update();
        alarms.tell(List.of(alarm));
        assertThat(mailbox.all(Alarms.KIND))
                .filteredOn(text -> text.contains("cellar"))
                .hasSize(2);
    }
}
