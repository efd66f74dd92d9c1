package vouchsafe.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import vouchsafe.backup.Progress;
import vouchsafe.embedded.LogSource;

/** The log of a plan, handed out file by file. */
final class ArchivedLog implements LogSource {
    private final Plan plan;
    private final Progress progress;
    private long given;

    ArchivedLog(Plan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /** How many segments were handed out. */
    long given() {
        return given;
    }

    @Override
    public boolean fetch(String name, Path to) throws IOException {
        Optional<InputStream> content = plan.archive().openLog(name);
        if (content.isEmpty()) {
            return false;
        }
        try (InputStream bytes = content.get()) {
            Files.copy(bytes, to);
        }
        if (LogName.of(name).isPresent()) {
            given++;
            progress.count(
                    "log",
                    Math.min(given, plan.segments().size()),
                    plan.segments().size());
        }
        return true;
    }

    /** Not beyond the plan: what PostgreSQL looks for after it, it asks for itself. */
    @Override
    public Optional<String> next(String name) {
        int at = LogName.of(name).map(plan.segments()::indexOf).orElse(-1);
        return at >= 0 && at + 1 < plan.segments().size()
                ? Optional.of(plan.segments().get(at + 1).text())
                : Optional.empty();
    }
}
