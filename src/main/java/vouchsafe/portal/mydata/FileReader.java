package vouchsafe.portal.mydata;

import java.time.Instant;

/**
 * A project that read some file or files.
 *
 * @param name of the project
 * @param reads how often
 * @param lastAt when last
 */
public record FileReader(String name, long reads, Instant lastAt) {}
