package vouchsafe.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a backup where one is due, by one node at a time, and removes those that are no longer kept. */
final class ScheduledBackups {
    /** After one that failed. */
    private static final Duration SOON = Duration.ofHours(1);

    private static final Duration REMEMBERED = Duration.ofDays(400);
    private static final Pattern OURS = Pattern.compile("vouchsafe-\\d{8}T\\d{6}Z\\.tar");
    private static final Pattern LEFT = Pattern.compile("vouchsafe-\\d{8}T\\d{6}Z\\.tar\\.unfinished");
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("'vouchsafe-'yyyyMMdd'T'HHmmss'Z.tar'").withZone(ZoneOffset.UTC);
    private static final Logger log = LoggerFactory.getLogger(ScheduledBackups.class);

    private final BackupSettings settings;
    private final Backups backups;
    private final InstantSource clock;

    ScheduledBackups(BackupSettings settings, Backups backups, InstantSource clock) {
        this.settings = settings;
        this.backups = backups;
        this.clock = clock;
    }

    /** The job's work. */
    void run() {
        if (settings.folder().isPresent() && due(clock.instant())) {
            make(settings.folder().get(), clock.instant());
            backups.forget(clock.instant().minus(REMEMBERED));
        }
    }

    private boolean due(Instant now) {
        return backups.lastScheduled()
                .map(last -> !last.beganAt().plus(pause(last)).isAfter(now))
                .orElse(true);
    }

    private Duration pause(BackupAttempt last) {
        boolean failed = last.failure() != null;
        return failed && SOON.compareTo(settings.every()) < 0 ? SOON : settings.every();
    }

    private void make(Path folder, Instant now) {
        Path file = folder.resolve(NAME.format(now));
        try {
            prepare(folder);
            BackupReport report = Backup.scheduled(settings.source(), file, now);
            report.warnings().forEach(warning -> log.warn("event=backup result=incomplete warning=\"{}\"", warning));
            log.info(
                    "event=backup result=made file={} size={} files={} moment={}",
                    file,
                    report.size(),
                    report.files(),
                    report.moment());
            clear(folder, OURS, settings.keep());
        } catch (BackupRefused refused) {
            log.error("event=backup result=failed file={} failure=\"{}\"", file, refused.getMessage());
        } catch (IOException failure) {
            Backup.failed(settings.source(), file, now, failure.toString());
            log.error("event=backup result=failed file={} failure=\"{}\"", file, failure.toString());
        }
    }

    private static void prepare(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        // Of a server that was killed; no other one is at work here now.
        clear(folder, LEFT, 0);
    }

    /** Names rise with time. */
    private static void clear(Path folder, Pattern names, int keep) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(
                            file -> names.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
        for (Path old : files.subList(0, Math.max(0, files.size() - keep))) {
            Files.delete(old);
        }
    }
}
