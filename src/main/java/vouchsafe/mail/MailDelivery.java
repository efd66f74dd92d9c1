package vouchsafe.mail;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vouchsafe.db.Job;
import vouchsafe.web.PublicAddress;

/**
 * Hands one queued mail to the relay. Without a relay a mail stays on the administrators' outbox page; on a laptop (the
 * public address is this very machine) the links in it are printed to the log too, so that the first account can be
 * verified without a sign-in. On any other server no link ever reaches the log.
 */
final class MailDelivery {
    static final String JOB = "mail";

    private static final String TEXT_LOST =
            "its text cannot be opened any more, since the server lost its master key; whoever waits for it asks again";

    private static final List<Duration> WAITS = List.of(
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(3),
            Duration.ofHours(6),
            Duration.ofHours(12));
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern LINK = Pattern.compile("https?://\\S+");
    private static final Logger log = LoggerFactory.getLogger(MailDelivery.class);

    private final Outbox outbox;
    private final Optional<Relay> relay;
    private final PublicAddress address;
    private final InstantSource clock;
    private final List<MailOutcomes> listeners;

    MailDelivery(
            Outbox outbox,
            Optional<Relay> relay,
            PublicAddress address,
            InstantSource clock,
            List<MailOutcomes> listeners) {
        this.outbox = outbox;
        this.relay = relay;
        this.address = address;
        this.clock = clock;
        this.listeners = listeners;
    }

    /** The job: one attempt, unless the mail is gone or delivered. */
    Job.Outcome run(String mailId) {
        UUID id = UUID.fromString(mailId);
        Optional<QueuedMail> mail = outbox.find(id);
        Optional<String> body = outbox.body(id);
        if (mail.isPresent() && mail.get().state() == QueuedMail.State.WAITING && outbox.closed(id)) {
            outbox.failed(id, TEXT_LOST, Optional.empty());
            settled(mail.get(), MailOutcomes.Outcome.FAILED);
            tell("lost", mail.get());
            return new Job.Outcome.Done();
        }
        if (mail.isEmpty() || body.isEmpty() || mail.get().state() != QueuedMail.State.WAITING) {
            return new Job.Outcome.Done();
        }
        return relay.isPresent() ? hand(relay.get(), mail.get(), body.get()) : keep(mail.get(), body.get());
    }

    private Job.Outcome hand(Relay relay, QueuedMail mail, String body) {
        return switch (relay.hand(mail, body, outbox.unsubscribe(mail.id()))) {
            case Relay.Result.Taken taken -> {
                outbox.delivered(mail.id());
                settled(mail, MailOutcomes.Outcome.SENT);
                tell("sent", mail);
                yield new Job.Outcome.Done();
            }
            case Relay.Result.Never(String reason) -> {
                outbox.failed(mail.id(), reason, Optional.empty());
                settled(mail, MailOutcomes.Outcome.FAILED);
                tell("refused", mail);
                yield new Job.Outcome.Done();
            }
            case Relay.Result.Later(String reason) -> {
                Optional<Instant> next = mail.attempts() < WAITS.size()
                        ? Optional.of(clock.instant().plus(WAITS.get(mail.attempts())))
                        : Optional.empty();
                outbox.failed(mail.id(), reason, next);
                if (next.isEmpty()) {
                    settled(mail, MailOutcomes.Outcome.FAILED);
                }
                tell(next.isPresent() ? "waiting" : "given-up", mail);
                yield next.<Job.Outcome>map(Job.Outcome.TryAgain::new).orElseGet(Job.Outcome.Done::new);
            }
        };
    }

    private Job.Outcome keep(QueuedMail mail, String body) {
        outbox.keep(mail.id());
        settled(mail, MailOutcomes.Outcome.KEPT);
        tell("kept", mail);
        if (onThisMachine(address.base())) {
            LINK.matcher(body)
                    .results()
                    .map(MatchResult::group)
                    .forEach(link -> log.info("event=mail.link kind={} link={}", mail.kind(), link));
        }
        return new Job.Outcome.Done();
    }

    private void settled(QueuedMail mail, MailOutcomes.Outcome outcome) {
        listeners.forEach(listener -> listener.settled(mail.id(), mail.kind(), outcome));
    }

    private static void tell(String outcome, QueuedMail mail) {
        log.info(
                "event=mail.{} mail={} kind={} recipient={} attempt={}",
                outcome,
                mail.id(),
                mail.kind(),
                masked(mail.recipient()),
                mail.attempts() + 1);
    }

    /** Enough to recognise an address one knows, and not enough to write to it. */
    static String masked(String recipient) {
        int at = recipient.lastIndexOf('@');
        return at < 1 ? "***" : recipient.charAt(0) + "***" + recipient.substring(at);
    }

    private static boolean onThisMachine(URI base) {
        return base.getHost() != null && THIS_MACHINE.contains(base.getHost());
    }
}
