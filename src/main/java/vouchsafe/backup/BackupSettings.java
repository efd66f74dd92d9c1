package vouchsafe.backup;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The backups that a server makes by itself.
 *
 * @param folder where they go; empty makes none
 * @param every from the beginning of one to the beginning of the next
 * @param keep how many of them stay
 * @param source what is backed up
 */
public record BackupSettings(Optional<Path> folder, Duration every, int keep, BackupSource source) {}
