package vouchsafe.portal.twice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.TestServer;
import vouchsafe.TravelsInTime;
import vouchsafe.accounts.Member;

/** How long a form that was sent is known again, and what is known of one whose server was killed. */
@TravelsInTime
class FormsLaterTest {
    private static final String GROUP = "/groups/new";
    private static final Map<String, String> WORDS = Map.of("name", "Sleepers", "type", "private");

    private final TestServer server = TestServer.shared();
    private final JdbcClient sql = server.bean(JdbcClient.class);
    private final Member member = server.member();

    private SentForm form() {
        return SentForm.on(server.signedIn(member), GROUP, GROUP, WORDS);
    }

    private long groups() {
        return sql.sql("SELECT count(*) FROM annotation_groups WHERE creator_id = :id")
                .param("id", member.id())
                .query(Long.class)
                .single();
    }

    /** The claims of the form that was sent last: it is known by all that is in it, and by its content. */
    private UUID newest(int place) {
        return sql.sql("SELECT request FROM sent_forms ORDER BY request DESC LIMIT 1 OFFSET :place")
                .param("place", place)
                .query(UUID.class)
                .single();
    }

    private void cutOff(boolean acted) {
        for (int place = 0; place < 2; place++) {
            sql.sql("UPDATE sent_forms SET answer = NULL, kept_until = NULL, acted = :acted WHERE request = :request")
                    .param("acted", acted)
                    .param("request", newest(place))
                    .update();
        }
    }

    @Test
    void the_same_page_does_nothing_twice_for_a_day_and_is_forgotten_then() {
        SentForm form = form();
        form.send();
        UUID row = newest(0);
        server.later(Duration.ofHours(23));
        form.send();
        assertThat(groups()).isEqualTo(1);
        server.later(Duration.ofHours(2));
        await().until(() -> sql.sql("SELECT count(*) FROM sent_forms WHERE request = :request")
                        .param("request", row)
                        .query(Long.class)
                        .single()
                == 0);
        form.send();
        assertThat(groups()).isEqualTo(2);
    }

    @Test
    void the_same_words_on_a_page_opened_anew_are_another_order_after_a_quarter_of_an_hour() {
        form().send();
        server.later(Duration.ofMinutes(14));
        form().send();
        assertThat(groups()).isEqualTo(1);
        server.later(Duration.ofMinutes(2));
        form().send();
        assertThat(groups()).isEqualTo(2);
    }

    @Test
    void a_server_that_was_killed_before_it_did_anything_leaves_the_form_to_the_next_request() {
        SentForm form = form();
        form.send();
        cutOff(false);
        server.later(Duration.ofMinutes(3));
        assertThat(form.send().statusCode()).isEqualTo(303);
        assertThat(groups()).as("the one of before stands for nothing done").isEqualTo(2);
    }

    @Test
    void a_server_that_was_killed_when_it_had_done_it_does_not_do_it_again() {
        SentForm form = form();
        form.send();
        assertThat(sql.sql("SELECT acted FROM sent_forms WHERE request = :request")
                        .param("request", newest(0))
                        .query(Boolean.class)
                        .single())
                .as("noted where it was done")
                .isTrue();
        cutOff(true);
        server.later(Duration.ofMinutes(3));
        HttpResponse<String> again = form.send();
        assertThat(form.end(again).body()).contains("What you sent was done, though the server stopped");
        assertThat(groups()).isEqualTo(1);
    }
}
