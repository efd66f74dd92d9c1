package vouchsafe.backup;

import java.util.List;

/**
 * The entry of an archive after its rows and files: what should have come by.
 *
 * @param rows for each table
 * @param files how many files of members
 * @param bytes how many they have together
 * @param missing keys of files whose bytes were not in the storage
 * @param damaged keys of files whose bytes were others than the database knows
 */
record Summary(List<Rows> rows, long files, long bytes, List<String> missing, List<String> damaged) {

    /** The rows of a table: how many, and {@link RowDigest} over them. */
    record Rows(String table, long count, String digest) {}

    long allRows() {
        return rows.stream().mapToLong(Rows::count).sum();
    }
}
