package vouchsafe.portal.operation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import vouchsafe.doctor.Examination;
import vouchsafe.operation.DailyFigures;
import vouchsafe.operation.LastBackup;
import vouchsafe.operation.Nodes;
import vouchsafe.operation.Versions;
import vouchsafe.operation.Watch;

/**
 * What the administrators' start page shows.
 *
 * @param examination what a doctor found at this node; empty before the first look
 * @param backup how the backups stand
 * @param muted whether the reader wants no mail about the server
 */
public record OverviewPage(
        List<Watch.Part> parts,
        Watch.QueueStates queues,
        List<String> failingJobs,
        long overdueErasures,
        List<Nodes.Node> nodes,
        Versions.All versions,
        List<DailyFigures.Day> days,
        List<ProjectStorage> storage,
        Optional<Examination> examination,
        LastBackup.State backup,
        boolean muted,
        Instant now) {

    /** What a project keeps here; its page, where it has one still. */
    public record ProjectStorage(String name, String path, long files, long bytes) {}

    /** How many things need somebody. */
    public long needs() {
        return parts.stream().filter(part -> !part.well()).count()
                + (overdueErasures > 0 ? 1 : 0)
                + nodes.stream().filter(node -> !node.alive()).count()
                + examination.map(seen -> (long) seen.findings().size()).orElse(0L);
    }

    /** The finding of the page, as its first line says it. */
    public String summary() {
        long needs = needs();
        if (needs == 0) {
            return examination.isPresent() ? "All is well." : "All is well, as far as it was looked at.";
        }
        return needs == 1 ? "1 thing needs you." : needs + " things need you.";
    }

    /** A chart of members. */
    public LineChart members() {
        return LineChart.of(days, DailyFigures.Day::members);
    }

    /** A chart of connections. */
    public LineChart connections() {
        return LineChart.of(days, DailyFigures.Day::connections);
    }
}
