package vouchsafe.portal.member;

import java.time.Instant;
import java.util.Optional;
import vouchsafe.grants.Permissions;
import vouchsafe.projects.Requested;

/**
 * One entry in the history of a connection, in words.
 *
 * @param sentence what happened
 * @param shown what the project said about itself and asked for when the member agreed
 * @param agreed what the member agreed to
 * @param hash of the entry, over everything before it
 */
public record HistoryEntry(
        int sequence,
        Instant at,
        String sentence,
        Optional<Requested> shown,
        Optional<Permissions> agreed,
        String hash) {}
