package vouchsafe.messages;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import vouchsafe.db.Jobs;
import vouchsafe.db.Transactions;
import vouchsafe.db.UuidV7;
import vouchsafe.mail.MailOutcomes;
import vouchsafe.mail.Outbox;

/**
 * Messages of projects to members: queued in one transaction, passed on in batches by the job {@value #JOB}, kept as history.
 * Whether a project may write at all is its caller's question; who accepts messages is asked here, when queueing and again
 * when passing on.
 */
public final class Messages implements MailOutcomes {
    /** The job that passes a message on; its piece is the message's id. */
    public static final String JOB = "message";

    /** The kind of the mails that carry messages. */
    public static final String MAIL_KIND = "project-message";

    private final MessageTable table;
    private final DeliveryTable deliveries;
    private final Outbox outbox;
    private final Jobs jobs;
    private final Transactions transactions;
    private final InstantSource clock;

    Messages(
            MessageTable table,
            DeliveryTable deliveries,
            Outbox outbox,
            Jobs jobs,
            Transactions transactions,
            InstantSource clock) {
        this.table = table;
        this.deliveries = deliveries;
        this.outbox = outbox;
        this.jobs = jobs;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Those of these numbers who are active members of the project of this client (row id). */
    public List<Recipient> recipients(UUID clientRowId, Collection<String> numbers) {
        return table.recipients(clientRowId, numbers);
    }

    /** How many members accept messages from this client (row id). */
    public int accepting(UUID clientRowId) {
        return table.accepting(clientRowId);
    }

    /** How many deliveries of this client's (row id) messages wait, counted no further than {@code most}. */
    public int waiting(UUID clientRowId, int most) {
        return table.waiting(clientRowId, most);
    }

    /**
     * Queues a message for every member who accepts messages from this client (row id).
     *
     * @param senderId the member who sends it, or null where an app does
     */
    public Message queueForAll(UUID clientRowId, @Nullable UUID senderId, MessageText text) {
        return queue(
                message(clientRowId, senderId, true, text),
                message -> table.queueForAll(message.id(), clientRowId, message.createdAt()));
    }

    /** Queues a message for those of these connections whose members accept messages. */
    public Message queueFor(Collection<UUID> grantIds, UUID clientRowId, @Nullable UUID senderId, MessageText text) {
        return queue(
                message(clientRowId, senderId, false, text),
                message -> table.queueFor(grantIds, message.id(), clientRowId, message.createdAt()));
    }

    private Message message(UUID clientRowId, @Nullable UUID senderId, boolean toAll, MessageText text) {
        return new Message(
                UuidV7.next(), clientRowId, senderId, toAll, text.subject(), text.body(), 0, clock.instant());
    }

    private Message queue(Message message, ToIntFunction<Message> choose) {
        return transactions.call(() -> {
            table.insert(message);
            int recipients = choose.applyAsInt(message);
            jobs.queue(JOB, message.id().toString());
            return new Message(
                    message.id(),
                    message.clientRowId(),
                    message.senderId(),
                    message.toAll(),
                    message.subject(),
                    message.body(),
                    recipients,
                    message.createdAt());
        });
    }

    /**
     * Passes a message on to the next of its members.
     *
     * @param post puts the mail for one of them into the outbox, and returns its id
     * @return whether more of them wait
     */
    public boolean passOn(Message message, int most, BiFunction<Message, Addressee, UUID> post) {
        return transactions.call(() -> {
            Instant now = clock.instant();
            deliveries.cancelUndeliverable(message.id(), now);
            Map<UUID, UUID> mails = new LinkedHashMap<>();
            List<UUID> here = new ArrayList<>();
            for (Addressee addressee : deliveries.next(message.id(), most)) {
                if (addressee.email() == null) {
                    here.add(addressee.grantId());
                } else {
                    mails.put(addressee.grantId(), post.apply(message, addressee));
                }
            }
            deliveries.passedOn(message.id(), mails, here, now);
            return deliveries.anyWaiting(message.id());
        });
    }

    /**
     * Stops everything under this grant that has not left the server. For the transaction that ends the grant, or the
     * member's account.
     */
    public void cancelFor(UUID grantId) {
        transactions.run(() -> outbox.cancel(deliveries.cancel(grantId, clock.instant())));
    }

    /** Notes that a member reported a message they received; false where they did before. */
    public boolean report(UUID memberId, UUID messageId) {
        return deliveries.report(memberId, messageId, clock.instant());
    }

    /** Erases a member's letters and mutes. Messages that projects sent stay, under the member's number. */
    public void erase(UUID memberId) {
        transactions.run(() -> table.erase(memberId));
    }

    @Override
    public void settled(UUID mailId, String kind, Outcome outcome) {
        if (kind.equals(MAIL_KIND)) {
            deliveries.settled(
                    mailId,
                    switch (outcome) {
                        case SENT -> "mailed";
                        case KEPT -> "kept";
                        case FAILED -> "failed";
                    });
        }
    }

    /** The message with this id. */
    public Optional<Message> find(UUID id) {
        return table.find(id);
    }

    /**
     * The messages of a client (row id), latest first.
     *
     * @param olderThan the last one of the page before
     */
    public List<Message> list(UUID clientRowId, Optional<UUID> olderThan, int most) {
        return table.list(clientRowId, olderThan, most);
    }

    /**
     * How a message fared with each member, by number.
     *
     * @param after the last number of the page before
     */
    public List<Delivery> deliveries(UUID messageId, Optional<String> after, int most) {
        return deliveries.of(messageId, after, most);
    }

    /** How many deliveries of a message stand how. */
    public Map<Delivery.State, Long> counts(UUID messageId) {
        return deliveries.counts(messageId);
    }

    /**
     * The messages a member received, latest first.
     *
     * @param olderThan the last message of the page before
     */
    public List<ReceivedMessage> received(UUID memberId, Optional<UUID> olderThan, int most) {
        return deliveries.received(memberId, olderThan, most);
    }

    /** One message, if this member received it. */
    public Optional<ReceivedMessage> received(UUID memberId, UUID messageId) {
        return deliveries.received(memberId, messageId);
    }
}
