package vouchsafe.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Gives the log of another time, one file after the other. One thread asks. */
public interface LogSource {
    /**
     * Writes a file of the log.
     *
     * @param name as PostgreSQL calls it: a segment, or the history of a timeline
     * @param to where it goes; nothing is there yet
     * @return false where there is no such file, at which the log ends
     */
    boolean fetch(String name, Path to) throws IOException;

    /** The name of the segment that most likely comes after this one. */
    Optional<String> next(String name);
}
