package vouchsafe.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How an archive stands; the server writes it into its data folder for others to read. Times are RFC 3339.
 *
 * @param place where the archive lies
 * @param database the number of the database whose archive it is; empty before the database was asked
 * @param upTo when the newest segment was finished that is in the archive; null where none is yet
 * @param base when the newest copy of the rows was made; null where none is yet
 * @param waiting how many segments wait in the data folder
 * @param failingSince since when the log does not get there; null where it does
 * @param failure why not
 * @param baseFailure what went wrong with the daily copy, in words; null where all is well
 */
public record ArchiveState(
        String place,
        String database,
        @Nullable String upTo,
        @Nullable String base,
        int waiting,
        @Nullable String failingSince,
        @Nullable String failure,
        @Nullable String baseFailure) {
    /** In the data folder. */
    static final String FILE = "archive.json";

    /** Longer than a store is away that is only started again. */
    private static final Duration LATE = Duration.ofMinutes(10);

    static ArchiveState before(ArchivePlace place) {
        return new ArchiveState(place.toString(), "", null, null, 0, null, null, null);
    }

    /** What the server of a data folder wrote last; empty where none has. */
    public static Optional<ArchiveState> of(Path dataFolder) throws IOException {
        try {
            return Optional.of(
                    JsonMapper.shared().readValue(Files.readString(dataFolder.resolve(FILE)), ArchiveState.class));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (JacksonException unreadable) {
            throw new IOException(
                    dataFolder.resolve(FILE) + " can't be read; the server writes it anew where it is missing",
                    unreadable);
        }
    }

    void write(Path dataFolder) throws IOException {
        Path unfinished = dataFolder.resolve(FILE + ".unfinished");
        Files.writeString(
                unfinished,
                JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n",
                StandardCharsets.UTF_8);
        Files.move(unfinished, dataFolder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    ArchiveState of(String number) {
        return new ArchiveState(place, number, upTo, base, waiting, failingSince, failure, baseFailure);
    }

    ArchiveState shipped(Optional<Instant> newest, int left) {
        return new ArchiveState(
                place, database, newest.map(Instant::toString).orElse(upTo), base, left, null, null, baseFailure);
    }

    ArchiveState failed(Instant now, String why, int left) {
        return new ArchiveState(
                place,
                database,
                upTo,
                base,
                left,
                failingSince == null ? now.toString() : failingSince,
                why,
                baseFailure);
    }

    ArchiveState copied(String ended) {
        return new ArchiveState(place, database, upTo, ended, waiting, failingSince, failure, null);
    }

    ArchiveState notCopied(String why) {
        return new ArchiveState(place, database, upTo, base, waiting, failingSince, failure, why);
    }

    /** The newest moment of which the archive is known to have the log. */
    public Optional<Instant> newest() {
        return Optional.ofNullable(upTo).map(Instant::parse);
    }

    /** Why somebody should look after it, as a sentence without its full stop; empty where all is well. */
    public Optional<String> trouble(Instant now) {
        if (failingSince != null && Instant.parse(failingSince).plus(LATE).isBefore(now)) {
            return Optional.of("The log of the database does not get into the archive " + place + " since "
                    + failingSince + " (" + failure + "), and stays on the disk of the data folder meanwhile");
        }
        return Optional.ofNullable(baseFailure).map(why -> "The archive " + place + " needs somebody: " + why);
    }
}
