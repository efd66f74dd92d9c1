package vouchsafe.backup;

import java.util.List;

/**
 * A restore that came to its end.
 *
 * @param moment the time whose rows and files these are, RFC 3339
 * @param rows how many rows
 * @param files how many files of members
 * @param heldMails how many mails waited then and are not sent by themselves
 * @param warnings sentences for the operator
 */
public record RestoreReport(String moment, long rows, long files, int heldMails, List<String> warnings) {}
