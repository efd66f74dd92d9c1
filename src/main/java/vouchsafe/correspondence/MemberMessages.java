package vouchsafe.correspondence;

import java.util.Optional;
import java.util.UUID;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.DurableActs;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.messages.Letters;
import vouchsafe.messages.Messages;
import vouchsafe.messages.Mutes;
import vouchsafe.messages.ReceivedMessage;
import vouchsafe.projects.Project;

/** A member's acts about messages: writing to a project, muting its mail, reporting its messages. */
public final class MemberMessages {
    private final Grants grants;
    private final Messages messages;
    private final Letters letters;
    private final Mutes mutes;
    private final MessageMails mails;
    private final DurableActs acts;

    MemberMessages(
            Grants grants, Messages messages, Letters letters, Mutes mutes, MessageMails mails, DurableActs acts) {
        this.grants = grants;
        this.messages = messages;
        this.letters = letters;
        this.mutes = mutes;
        this.mails = mails;
        this.acts = acts;
    }

    /** Sends a letter to the project's contact address; false where the member wrote too often within the hour. */
    public boolean write(Grant grant, Project project, String body) {
        return acts.call(() -> {
            boolean kept = letters.add(grant.id(), body);
            if (kept) {
                mails.letter(project, grant.subject(), body);
            }
            return kept;
        });
    }

    /** Mutes this project's mail for the member, or unmutes it. */
    public void mute(Grant grant, boolean muted) {
        acts.run(() -> {
            if (muted ? mutes.mute(grant.id()) : mutes.unmute(grant.id())) {
                acts.record(AuditEvent.of(muted ? "grant.muted" : "grant.unmuted")
                        .by(grant.memberId())
                        .to(grant.memberId())
                        .client(grant.clientRowId()));
            }
        });
    }

    /** Whether the member muted this project's mail. */
    public boolean muted(Grant grant) {
        return mutes.muted(grant.id());
    }

    /** The connection of a link in the head of a mail (RFC 8058), which works without signing in. */
    public Optional<Grant> behind(String link) {
        return mutes.open(link).flatMap(grants::find);
    }

    /** Tells administrators about a message, once. The project is not told. */
    public void report(UUID memberId, Project project, ReceivedMessage message, String reason) {
        acts.run(() -> {
            if (!messages.report(memberId, message.id())) {
                return;
            }
            mails.reported(project, message, reason);
            acts.record(AuditEvent.of("project.message_reported")
                    .by(memberId)
                    .client(project.clientRowId())
                    .with("message", message.id().toString()));
        });
    }
}
