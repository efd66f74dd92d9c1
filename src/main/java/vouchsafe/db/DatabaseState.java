package vouchsafe.db;

import java.time.Duration;
import java.util.Optional;

/**
 * What a PostgreSQL says about itself.
 *
 * @param version such as 180000
 * @param versionText such as 18.0
 * @param clockAhead how far its clock is ahead of ours, beyond what the question took
 */
public record DatabaseState(
        int version,
        String versionText,
        Duration clockAhead,
        Writing writing,
        Text text,
        Places places,
        Durability durability,
        Schema schema) {

    /**
     * Whether it takes rows.
     *
     * @param standby whether it follows another one
     * @param readOnly whether transactions are read-only by default
     * @param mayCreate whether our role may make tables
     */
    public record Writing(boolean standby, boolean readOnly, boolean mayCreate) {}

    /**
     * How it keeps text.
     *
     * @param caseBeyondAscii whether it knows that Ä and ä are one letter
     * @param collationChanged whether the system's order of letters is another than its indexes were made with
     */
    public record Text(String encoding, boolean caseBeyondAscii, boolean collationChanged) {}

    /**
     * Its connections.
     *
     * @param most that it, this database and our role allow, without what is kept for its superuser
     * @param ofOthers that others than a server of ours hold now
     */
    public record Places(int most, int ofOthers) {}

    /**
     * What a commit is worth.
     *
     * @param lateStandbys standbys that follow without being waited for, where none is waited for
     * @param heldBack bytes that it keeps for a follower that does not come
     * @param age transactions since the oldest row that was never frozen; at two billion it stops
     */
    public record Durability(
            boolean fsync,
            boolean synchronousCommit,
            boolean fullPageWrites,
            boolean vacuums,
            int lateStandbys,
            long heldBack,
            long age) {}

    /**
     * The schema.
     *
     * @param version of the newest migration there; empty where there is no schema yet
     * @param fault what is wrong with it, in the words of whoever reads migrations
     */
    public record Schema(Optional<String> version, Optional<String> fault) {}
}
