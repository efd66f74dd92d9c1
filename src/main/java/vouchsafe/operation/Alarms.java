package vouchsafe.operation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;
import vouchsafe.audit.DurableActs;
import vouchsafe.mail.Mail;
import vouchsafe.mail.Outbox;
import vouchsafe.web.PublicAddress;

/**
 * Writes to administrators when something needs them: at most once a day about each kind of trouble, whichever of the nodes
 * finds it, and not to those who want no such mail.
 */
public final class Alarms {
    /** The kind of these mails. */
    static final String KIND = "server-alarm";

    private static final Duration PAUSE = Duration.ofDays(1);

    private final JdbcClient sql;
    private final Members members;
    private final Outbox outbox;
    private final PublicAddress address;
    private final DurableActs acts;

    Alarms(JdbcClient sql, Members members, Outbox outbox, PublicAddress address, DurableActs acts) {
        this.sql = sql;
        this.members = members;
        this.outbox = outbox;
        this.address = address;
        this.acts = acts;
    }

    /** Writes one mail about those of which nobody was told for a day. */
    public void tell(List<Alarm> alarms) {
        acts.run(() -> {
            // One order for all nodes, so that no two wait for each other.
            List<Alarm> due = alarms.stream()
                    .sorted((one, other) -> one.kind().compareTo(other.kind()))
                    .filter(alarm -> take(alarm.kind()))
                    .toList();
            if (!due.isEmpty()) {
                members.reviewers().stream()
                        .filter(Member::administrator)
                        .filter(Member::emailVerified)
                        .filter(each -> !muted(each.id()))
                        .forEach(each -> outbox.queue(mail(each, due)));
            }
        });
    }

    /** Of several nodes that find the same, one gets to tell it. */
    private boolean take(String kind) {
        Instant now = acts.now();
        return sql.sql("""
            INSERT INTO alarms (kind, told_at) VALUES (:kind, :now)
            ON CONFLICT (kind) DO UPDATE SET told_at = :now WHERE alarms.told_at <= :before
            """)
                        .param("kind", kind)
                        .param("now", now)
                        .param("before", now.minus(PAUSE))
                        .update()
                == 1;
    }

    private Mail mail(Member administrator, List<Alarm> due) {
        StringBuilder text = new StringBuilder();
        for (Alarm alarm : due) {
            text.append(alarm.what()).append('\n').append(alarm.whatToDo()).append("\n\n");
        }
        text.append("How the server is now: ").append(address.url("/admin/")).append("\n\n");
        text.append(
                "You get this because you are an administrator, at most once a day for each kind of trouble. To stop"
                        + " these mails, press \"Write me no mails\" at the end of that page.\n");
        return new Mail(
                KIND,
                administrator.email(),
                null,
                due.size() == 1 ? "Your server needs you" : "Your server needs you: " + due.size() + " things",
                text.toString());
    }

    /** Whether an administrator wants no mail about the server. */
    public boolean muted(UUID memberId) {
        return sql.sql("SELECT EXISTS (SELECT FROM alarm_mutes WHERE member_id = :member)")
                .param("member", memberId)
                .query(Boolean.class)
                .single();
    }

    /** Stops these mails for an administrator, or begins them again. */
    public void mute(UUID memberId, boolean muted) {
        sql.sql(
                        muted
                                ? "INSERT INTO alarm_mutes (member_id) VALUES (:member) ON CONFLICT DO NOTHING"
                                : "DELETE FROM alarm_mutes WHERE member_id = :member")
                .param("member", memberId)
                .update();
    }
}
