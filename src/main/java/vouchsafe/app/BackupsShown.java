package vouchsafe.app;

import java.time.InstantSource;
import java.util.Optional;
import vouchsafe.backup.BackupAttempt;
import vouchsafe.backup.Backups;
import vouchsafe.operation.LastBackup;

/** Tells those who look after the server how its backups stand. */
final class BackupsShown implements LastBackup {
    private final Backups backups;
    private final InstantSource clock;

    BackupsShown(Backups backups, InstantSource clock) {
        this.backups = backups;
        this.clock = clock;
    }

    @Override
    public State state() {
        return new State(backups.last().map(BackupAttempt::beganAt), trouble());
    }

    private Optional<String> trouble() {
        Optional<String> failure =
                backups.failing().map(attempt -> "failed when one was tried last: " + attempt.failure());
        return failure.isPresent() || !backups.late(clock.instant())
                ? failure
                : Optional.of("are late: the last good one is older than twice the time that backup-every asks for");
    }
}
