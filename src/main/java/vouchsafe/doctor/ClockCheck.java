package vouchsafe.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** The machine's clock and time zone. Whether the database's clock says the same is asked where the database is. */
final class ClockCheck implements Check {
    private static final Duration BACK = Duration.ofMinutes(10);

    @Override
    public Area area() {
        return Area.MACHINE;
    }

    @Override
    public String subject() {
        return "the clock";
    }

    @Override
    public Outcome look(Installation installation) throws IOException {
        List<Finding> findings = new ArrayList<>();
        Instant now = installation.clock().instant();
        Path log = installation.folder().path().resolve("logs/server.log");
        if (Files.isReadable(log)) {
            Instant written = Files.getLastModifiedTime(log).toInstant();
            if (written.isAfter(now.plus(BACK))) {
                findings.add(Finding.wrong(
                        "machine.clock-back",
                        area(),
                        "The clock says " + now + ", but the log was last written at " + written
                                + ": the clock was put back.",
                        "Set the clock, and have it kept right by chrony or systemd-timesyncd."));
            }
        }
        String zone =
                installation.process().environment().getOrDefault("TZ", "").replaceFirst("^:", "");
        if (!zone.isEmpty() && !known(zone)) {
            findings.add(Finding.wrong(
                    "machine.time-zone",
                    area(),
                    "The time zone \"" + Words.line(zone) + "\" (TZ) is none, so times in logs are UTC.",
                    "Set TZ to a name such as Europe/Berlin, or remove it."));
        }
        return Check.found(findings);
    }

    /** A name of the tz database; or what POSIX writes, such as EST5EDT or a path, which the system reads by itself. */
    private static boolean known(String zone) {
        if (zone.startsWith("/")) {
            return Files.isReadable(Path.of(zone));
        }
        if (zone.matches("<?[A-Za-z0-9+-]{3,}>?[+-]?\\d.*")) {
            return true;
        }
        try {
            return ZoneId.of(zone, ZoneId.SHORT_IDS) != null;
        } catch (DateTimeException unknown) {
            return false;
        }
    }
}
