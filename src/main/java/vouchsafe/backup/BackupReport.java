package vouchsafe.backup;

import java.util.List;
import java.util.Optional;

/**
 * A backup that was made and read back.
 *
 * @param moment the time whose rows and files it has, RFC 3339
 * @param tables how many tables
 * @param rows how many rows
 * @param files how many files of members
 * @param size bytes of the archive
 * @param masterKey fingerprint of the key that a restore needs; empty where no key at hand opens what is wrapped
 * @param warnings sentences for the operator, such as files that are missing in the storage
 */
public record BackupReport(
        String moment,
        int tables,
        long rows,
        long files,
        long size,
        Optional<String> masterKey,
        List<String> warnings) {}
