package vouchsafe.accounts;

import java.util.List;
import java.util.UUID;

/**
 * What hangs from an account: browsers that are signed in, links that wait in a mailbox, and all that other rooms keep for
 * the member. Part of the caller's transaction.
 */
final class UnderAccount {
    private final Standings standings;
    private final SessionTable sessions;
    private final MailLinks links;
    private final List<AccountEvents> events;

    UnderAccount(Standings standings, SessionTable sessions, MailLinks links, List<AccountEvents> events) {
        this.standings = standings;
        this.sessions = sessions;
        this.links = links;
        this.events = events;
    }

    /**
     * Ends all that is beginning under these credentials: to be called before the rest.
     *
     * @throws CredentialsEnded where they had ended before
     */
    void end(Credentials credentials) {
        standings.end(credentials);
    }

    /** A password was replaced: links in mailboxes end, and apps where that is wanted. Browsers end apart. */
    void credentialsReplaced(UUID memberId, boolean endApps) {
        links.revokeAll(memberId);
        events.forEach(event -> event.credentialsReplaced(memberId, endApps));
    }

    void endBrowsers(UUID memberId) {
        sessions.endAll(memberId);
    }

    void endOtherBrowsers(UUID memberId, String keptSession) {
        sessions.endOthers(memberId, keptSession);
    }

    /** Takes the locks that come before the member's row. */
    void suspending(UUID memberId) {
        events.forEach(event -> event.suspending(memberId));
    }

    void suspended(UUID memberId) {
        sessions.endAll(memberId);
        links.revokeAll(memberId);
        events.forEach(event -> event.suspended(memberId));
    }

    void reinstated(UUID memberId) {
        events.forEach(event -> event.reinstated(memberId));
    }

    /** The things the member has to do before the account can be deleted, worded for them. */
    List<String> obstaclesToDeletion(UUID memberId) {
        return events.stream()
                .flatMap(event -> event.obstaclesToDeletion(memberId).stream())
                .toList();
    }

    /** Takes the locks that come before the member's row. */
    void deleting(UUID memberId) {
        events.forEach(event -> event.deleting(memberId));
    }

    void deleted(UUID memberId, boolean erasureWanted) {
        events.forEach(event -> event.deleted(memberId, erasureWanted));
        sessions.endAll(memberId);
        links.revokeAll(memberId);
    }
}
