package vouchsafe.backup;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vouchsafe.db.Migrations;

/**
 * The first entry of an archive: how to read the rest, and what a database needs to take it.
 *
 * @param format counts changes after which older programs can't read an archive
 * @param program the version of Vouchsafe that wrote it
 * @param moment the time whose rows and files these are, RFC 3339
 * @param atRest whether no server ran on the database, so that what waited then was not done since
 * @param masterKey the fingerprint of the key that opens what is wrapped; null where no key at hand opened it
 * @param postgres the version of PostgreSQL that the rows come from, for people
 * @param schema the migrations that the rows' tables had
 * @param tables in the order of their entries
 * @param partitions those that the server made for itself
 * @param sequences where each counter stood
 */
record Manifest(
        int format,
        String program,
        String moment,
        boolean atRest,
        @Nullable String masterKey,
        String postgres,
        List<Migrations.Step> schema,
        List<Table> tables,
        List<Partition> partitions,
        List<Sequence> sequences) {
    static final int FORMAT = 1;

    /** The version of the schema. */
    String version() {
        return schema.getLast().version();
    }

    /** A table and those of its columns that are stored, in the order of the rows' fields. */
    record Table(String name, List<String> columns) {}

    /** A part of a table, and the words in which PostgreSQL says which one. */
    record Partition(String name, String parent, String bounds) {}

    /** A counter. */
    record Sequence(String name, long last, boolean called) {}
}
