package vouchsafe.webhooks;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vouchsafe.db.Job;
import vouchsafe.db.Transactions;
import vouchsafe.web.outbound.OutboundAnswer;
import vouchsafe.web.outbound.OutboundHttp;
import vouchsafe.web.outbound.OutboundRequest;

/**
 * Makes one attempt at one delivery. A crash after the app accepted and before that was noted sends the event again,
 * under the same id: at least once, never silently not. Any number of threads may make attempts; those under way are
 * counted for each client.
 */
final class WebhookSender {
    /** Attempts at a time at one app, so that a slow one does not keep the others' waiting. */
    private static final int AT_A_TIME_PER_CLIENT = 4;

    private static final Duration CROWDED = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int ANSWER_KEPT = 1024;
    private static final int GONE = 410;
    private static final String SECRET_LOST =
            "not sent: the webhook secret cannot be opened any more, since the server lost its master key; make a new"
                    + " secret";
    private static final Logger log = LoggerFactory.getLogger(WebhookSender.class);

    private final WebhookTable table;
    private final WebhookSecrets secrets;
    private final OutboundHttp outbound;
    private final Transactions transactions;
    private final InstantSource clock;
    private final ConcurrentMap<UUID, Integer> underWay = new ConcurrentHashMap<>();

    WebhookSender(
            WebhookTable table,
            WebhookSecrets secrets,
            OutboundHttp outbound,
            Transactions transactions,
            InstantSource clock) {
        this.table = table;
        this.secrets = secrets;
        this.outbound = outbound;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** The job: one attempt, unless the delivery is over. */
    Job.Outcome run(String deliveryId) {
        Optional<WebhookDelivery> found = table.find(UUID.fromString(deliveryId));
        if (found.isEmpty() || found.get().state() != WebhookDelivery.State.WAITING) {
            return new Job.Outcome.Done();
        }
        WebhookDelivery delivery = found.get();
        if (!enter(delivery.clientRowId())) {
            return new Job.Outcome.TryAgain(clock.instant().plus(CROWDED));
        }
        try {
            return attempt(delivery);
        } finally {
            leave(delivery.clientRowId());
        }
    }

    private Job.Outcome attempt(WebhookDelivery delivery) {
        Instant started = clock.instant();
        OutboundAnswer answer = send(delivery, started);
        Instant ended = clock.instant();
        int number = delivery.attempts().size() + 1;
        int milliseconds =
                Math.toIntExact(Math.max(0, Duration.between(started, ended).toMillis()));
        WebhookDelivery.Attempt attempt = switch (answer) {
            case OutboundAnswer.Answered answered ->
                new WebhookDelivery.Attempt(number, started, milliseconds, answered.status(), cut(answered));
            case OutboundAnswer.Refused(String reason) ->
                new WebhookDelivery.Attempt(number, started, milliseconds, null, reason);
            case OutboundAnswer.Unreachable(String reason) ->
                new WebhookDelivery.Attempt(number, started, milliseconds, null, reason);
        };
        boolean accepted = answer instanceof OutboundAnswer.Answered answered && answered.accepted();
        boolean over = accepted
                || delivery.event().equals(WebhookEvent.TEST)
                || (answer instanceof OutboundAnswer.Answered answered && answered.status() == GONE);
        Optional<Instant> next = over ? Optional.empty() : RetryPlan.after(number, ended, ThreadLocalRandom.current());
        transactions.run(() -> table.attempted(delivery.id(), attempt, accepted ? ended : null, next.orElse(null)));
        log.info(
                "event=webhook.attempted delivery={} client={} attempt={} outcome={} status={}",
                delivery.id(),
                delivery.clientRowId(),
                number,
                accepted ? "delivered" : next.isPresent() ? "waiting" : "given-up",
                attempt.status());
        return next.<Job.Outcome>map(Job.Outcome.TryAgain::new).orElseGet(Job.Outcome.Done::new);
    }

    private OutboundAnswer send(WebhookDelivery delivery, Instant now) {
        URI url;
        try {
            url = URI.create(delivery.url());
        } catch (IllegalArgumentException notOne) {
            return new OutboundAnswer.Refused("the webhook URL is not a URL");
        }
        Optional<List<byte[]>> found = secrets.secretsOf(delivery.clientRowId());
        if (found.isEmpty()) {
            return new OutboundAnswer.Refused(SECRET_LOST);
        }
        List<byte[]> signing = found.get();
        byte[] body = delivery.body().getBytes(StandardCharsets.UTF_8);
        String id = delivery.id().toString();
        long seconds = now.getEpochSecond();
        OutboundRequest request = OutboundRequest.post(url, body)
                .within(PATIENCE, ANSWER_KEPT)
                .header("Content-Type", "application/json")
                .header("X-Vouchsafe-Event", delivery.event())
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(seconds));
        if (!signing.isEmpty()) {
            // While a secret is being replaced, Standard Webhooks lists a signature for each; the old header has room
            // for one.
            String signatures = signing.stream()
                    .map(key -> WebhookSignature.standard(key, id, seconds, body))
                    .collect(Collectors.joining(" "));
            request = request.header("X-OpenHumans-Webhooks-Signature", WebhookSignature.sha1(signing.getFirst(), body))
                    .header("webhook-signature", signatures);
        }
        return outbound.send(request);
    }

    /** The beginning of the answer as text that the database takes and a page can show. */
    private static String cut(OutboundAnswer.Answered answered) {
        String text = new String(answered.body(), StandardCharsets.UTF_8);
        StringBuilder clean = new StringBuilder();
        text.codePoints()
                .filter(letter -> letter == '\n' || letter == '\t' || !Character.isISOControl(letter))
                .forEach(clean::appendCodePoint);
        return answered.complete() ? clean.toString() : clean + "…";
    }

    private boolean enter(UUID client) {
        boolean[] entered = {false};
        underWay.compute(client, (id, count) -> {
            int now = count == null ? 0 : count;
            entered[0] = now < AT_A_TIME_PER_CLIENT;
            return entered[0] ? now + 1 : now;
        });
        return entered[0];
    }

    private void leave(UUID client) {
        underWay.compute(client, (id, count) -> count == null || count == 1 ? null : count - 1);
    }
}
