package vouchsafe.mail;

import java.util.Optional;
import java.util.UUID;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.DurableActs;

/** The acts of administrators on the outbox, besides looking at it. */
public final class MailAdministration {
    private final Outbox outbox;
    private final DurableActs acts;

    MailAdministration(Outbox outbox, DurableActs acts) {
        this.outbox = outbox;
        this.acts = acts;
    }

    /** Opens a mail for this administrator. The record of reading its text is there before they read it. */
    public Optional<OpenedMail> open(UUID id, UUID readerId) {
        return acts.call(() -> outbox.find(id).map(mail -> open(mail, readerId)));
    }

    private OpenedMail open(QueuedMail mail, UUID readerId) {
        Optional<String> body = outbox.body(mail.id());
        if (body.isPresent()) {
            acts.record(event("mail.read", mail, readerId));
        }
        return new OpenedMail(mail, body.orElse(""));
    }

    private static AuditEvent event(String kind, QueuedMail mail, UUID administratorId) {
        return AuditEvent.of(kind)
                .by(administratorId)
                .with("mail", mail.id().toString())
                .with("kind", mail.kind());
    }

    /** Tries a mail again now; false where it is gone or was delivered. */
    public boolean sendAgain(UUID id, UUID administratorId) {
        return acts.call(() -> {
            Optional<QueuedMail> again = outbox.find(id).filter(mail -> outbox.sendAgain(mail.id()));
            again.ifPresent(mail -> acts.record(event("mail.sent_again", mail, administratorId)));
            return again.isPresent();
        });
    }

    /** Queues a mail by which the administrator at this address sees that mail arrives; its row id. */
    public UUID queueTest(String address) {
        return outbox.queue(new Mail(
                "test",
                address,
                null,
                "A test mail from Vouchsafe",
                "If you can read this, mail from this server arrives.\n"));
    }
}
