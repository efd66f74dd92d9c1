package vouchsafe.portal.mydata;

import java.time.Instant;

/**
 * A project that read some file or files.
 *
 * @param name the project's name
 * @param reads the number of reads
 * @param lastAt the time of the latest read
 */
public record FileReader(String name, long reads, Instant lastAt) {}
