package vouchsafe.portal.member;

import java.time.Instant;
import java.util.Optional;
import vouchsafe.grants.Permissions;
import vouchsafe.projects.Requested;

/**
 * One entry in the history of a connection, in words.
 *
 * @param sentence the event in words
 * @param shown the project's description and request at the time of the agreement
 * @param agreed the permissions that the member agreed to
 * @param hash hash of the entry and of everything before it
 */
public record HistoryEntry(
        int sequence,
        Instant at,
        String sentence,
        Optional<Requested> shown,
        Optional<Permissions> agreed,
        String hash) {}
