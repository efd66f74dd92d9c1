package vouchsafe.archive;

import java.util.List;

/**
 * A restore from an archive that came to its end.
 *
 * @param moment the time of the last transaction that is there, RFC 3339, or the one that was asked for where nothing tells
 * @param timeline the one that begins with this restore
 * @param segments how many segments of the log were replayed
 * @param files how many files of members
 * @param heldMails how many mails waited then and are not sent by themselves
 * @param warnings sentences for the operator
 */
public record ArchiveRestoreReport(
        String moment, int timeline, long segments, long files, int heldMails, List<String> warnings) {}
