package vouchsafe.archive;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a moment is reached.
 *
 * @param archive of the database
 * @param base the copy to begin with
 * @param timeline the one to follow
 * @param moment empty for all of the log
 * @param segments of the log that are replayed, as far as it is known
 * @param gap the first segment that is missing beyond these
 */
record Plan(
        ClusterArchive archive,
        ClusterArchive.Base base,
        int timeline,
        Optional<Instant> moment,
        List<LogName> segments,
        Optional<LogName> gap) {}
