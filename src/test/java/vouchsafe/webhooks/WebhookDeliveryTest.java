package vouchsafe.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import vouchsafe.TestServer;
import vouchsafe.db.Transactions;
import vouchsafe.projects.Project;
import vouchsafe.projects.TestProjects;

@Tag("slow")
@Order(1)
class WebhookDeliveryTest {
    private static final String SECRET = "a secret of 30 letters in all.";

    private final TestServer server = TestServer.shared();
    private final Webhooks webhooks = server.bean(Webhooks.class);
    private final Transactions transactions = server.bean(Transactions.class);
    private final Receiver receiver = new Receiver();
    private final Project project = TestProjects.create(
                    server.member().id(), "webhook_secret", SECRET, "deauth_webhook", receiver.url())
            .project();
    private final WebhookEvent event = WebhookEvent.deauthorization("12345678", true, Instant.now());

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void PT_06_a_delivery_is_signed_both_ways_over_its_very_bytes() {
        UUID id = webhooks.queue(project.clientRowId(), receiver.url(), event);
        WebhookDelivery delivery = awaitState(id, WebhookDelivery.State.DELIVERED);
        assertThat(receiver.calls()).hasSize(1);
        Receiver.Call call = receiver.calls().getFirst();
        byte[] key = SECRET.getBytes(UTF_8);
        byte[] body = call.body().getBytes(UTF_8);
        assertThat(call.body()).isEqualTo(event.body());
        assertThat(call.header("Content-Type")).isEqualTo("application/json");
        assertThat(call.header("X-OpenHumans-Webhooks-Signature")).isEqualTo(WebhookSignature.sha1(key, body));
        assertThat(call.header("webhook-id")).isEqualTo(id.toString());
        long seconds = Long.parseLong(call.header("webhook-timestamp"));
        assertThat(Instant.ofEpochSecond(seconds)).isCloseTo(Instant.now(), within(Duration.ofMinutes(10)));
        assertThat(call.header("webhook-signature"))
                .isEqualTo(WebhookSignature.standard(key, id.toString(), seconds, body));
        assertThat(delivery.attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.status()).isEqualTo(200);
            assertThat(attempt.answer()).isEqualTo("Received");
        });
    }

    @Test
    void a_project_without_a_secret_gets_unsigned_deliveries() {
        Project unsigned = TestProjects.create(server.member().id()).project();
        awaitState(webhooks.queue(unsigned.clientRowId(), receiver.url(), event), WebhookDelivery.State.DELIVERED);
        Receiver.Call call = receiver.calls().getFirst();
        assertThat(call.headers()).doesNotContainKeys("X-openhumans-webhooks-signature", "Webhook-signature");
        assertThat(call.headers()).containsKeys("Webhook-id", "Webhook-timestamp");
    }

    @Test
    void an_event_is_sent_only_if_its_cause_was_committed() {
        transactions.callOrUndo(undo -> {
            webhooks.queue(project.clientRowId(), receiver.url(), event);
            undo.run();
            return true;
        });
        UUID sent = webhooks.queue(project.clientRowId(), receiver.url(), event);
        awaitState(sent, WebhookDelivery.State.DELIVERED);
        assertThat(receiver.calls()).hasSize(1);
        assertThat(webhooks.list(project.clientRowId(), Optional.empty(), 10)).hasSize(1);
    }

    @Test
    void PT_05_an_app_that_answers_500_gets_the_event_again_under_the_same_id_until_it_takes_it() {
        receiver.answers(500, "Traceback");
        UUID id = webhooks.queue(project.clientRowId(), receiver.url(), event);
        WebhookDelivery waiting = await().until(
                        () -> webhooks.find(id).orElseThrow(),
                        d -> !d.attempts().isEmpty());
        assertThat(waiting.state()).isEqualTo(WebhookDelivery.State.WAITING);
        Instant first = waiting.attempts().getFirst().at();
        assertThat(waiting.nextTryAt()).isAfter(first);
        assertThat(waiting.attempts().getFirst().answer()).isEqualTo("Traceback");
        receiver.answers(204, "");
        WebhookDelivery delivered = awaitState(id, WebhookDelivery.State.DELIVERED);
        assertThat(delivered.attempts())
                .extracting(WebhookDelivery.Attempt::number)
                .containsExactly(2, 1);
        assertThat(receiver.calls())
                .extracting(call -> call.header("webhook-id"))
                .containsOnly(id.toString());
        assertThat(receiver.calls()).extracting(Receiver.Call::body).containsOnly(event.body());
    }

    @Test
    void PT_05_an_app_that_is_down_gets_the_event_when_it_is_back() {
        int port = receiver.port();
        receiver.close();
        UUID id = webhooks.queue(project.clientRowId(), receiver.url(), event);
        await().until(attempts(id), count -> count >= 1);
        assertThat(webhooks.find(id).orElseThrow().attempts().getFirst().answer())
                .isEqualTo("the connection was refused");
        try (Receiver back = new Receiver(port)) {
            awaitState(id, WebhookDelivery.State.DELIVERED);
            assertThat(back.calls()).hasSize(1);
        }
    }

    @Test
    void PT_05_a_slow_app_is_given_ten_seconds_and_the_others_do_not_wait_for_it() {
        receiver.takes(60_000);
        UUID slow = webhooks.queue(project.clientRowId(), receiver.url(), event);
        try (Receiver quick = new Receiver()) {
            Project other = TestProjects.create(server.member().id()).project();
            awaitState(webhooks.queue(other.clientRowId(), quick.url(), event), WebhookDelivery.State.DELIVERED);
        }
        await().atMost(Duration.ofMinutes(2)).until(attempts(slow), count -> count == 1);
        assertThat(webhooks.find(slow).orElseThrow().attempts().getFirst().answer())
                .isEqualTo("no complete answer within 10 s");
    }

    @Test
    void PT_05_a_url_that_is_none_costs_nothing_but_the_delivery() {
        UUID id = webhooks.queue(project.clientRowId(), "not a url", event);
        await().until(attempts(id), count -> count >= 1);
        assertThat(webhooks.find(id).orElseThrow().attempts().getFirst().answer())
                .isEqualTo("the webhook URL is not a URL");
    }

    @Test
    void an_app_that_answers_410_is_left_in_peace() {
        receiver.answers(410, "Gone");
        UUID id = webhooks.queue(project.clientRowId(), receiver.url(), event);
        awaitState(id, WebhookDelivery.State.GIVEN_UP);
        assertThat(receiver.calls()).hasSize(1);
    }

    @Test
    void PT_06_a_redirect_is_not_followed_and_counts_as_a_failure() {
        receiver.answers(302, "elsewhere");
        UUID id = webhooks.queue(project.clientRowId(), receiver.url(), event);
        await().until(attempts(id), count -> count >= 1);
        assertThat(webhooks.find(id).orElseThrow().state()).isEqualTo(WebhookDelivery.State.WAITING);
    }

    @Test
    void a_delivery_that_was_given_up_can_be_sent_again_to_the_url_of_today() {
        receiver.answers(410, "Gone");
        UUID id = webhooks.queue(project.clientRowId(), receiver.url(), event);
        awaitState(id, WebhookDelivery.State.GIVEN_UP);
        try (Receiver moved = new Receiver()) {
            assertThat(webhooks.resend(project.clientRowId(), id, moved.url())).isTrue();
            awaitState(id, WebhookDelivery.State.DELIVERED);
            assertThat(moved.calls())
                    .singleElement()
                    .satisfies(call -> assertThat(call.header("webhook-id")).isEqualTo(id.toString()));
        }
        Project stranger = TestProjects.create(server.member().id()).project();
        assertThat(webhooks.resend(stranger.clientRowId(), id, "https://example.org/"))
                .isFalse();
    }

    @Test
    void only_the_beginning_of_an_answer_is_kept_and_nothing_the_database_or_a_page_chokes_on() {
        receiver.answers(200, "\u0000\u001b[31m" + "x".repeat(5_000));
        UUID id = webhooks.queue(project.clientRowId(), receiver.url(), event);
        String answer = awaitState(id, WebhookDelivery.State.DELIVERED)
                .attempts()
                .getFirst()
                .answer();
        assertThat(answer).startsWith("[31mxxx").endsWith("x…").hasSizeLessThan(1100);
    }

    private Callable<Integer> attempts(UUID id) {
        return () -> webhooks.find(id).orElseThrow().attempts().size();
    }

    private WebhookDelivery awaitState(UUID id, WebhookDelivery.State state) {
        return await().atMost(Duration.ofMinutes(2))
                .until(() -> webhooks.find(id).orElseThrow(), delivery -> delivery.state() == state);
    }

    private static org.assertj.core.data.TemporalUnitOffset within(Duration duration) {
        return new org.assertj.core.data.TemporalUnitWithinOffset(
                duration.toSeconds(), java.time.temporal.ChronoUnit.SECONDS);
    }
}
