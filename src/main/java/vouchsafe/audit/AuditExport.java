package vouchsafe.audit;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.crypto.SigningKeys;
import vouchsafe.web.PublicAddress;
import vouchsafe.web.pages.Csv;

/**
 * Writes events out, oldest first, a thousand at a time, so that their number costs no memory. Lines of JSON are signed some
 * at a time ({@link AuditMark}), so that {@link AuditVerification} can tell without this server whether they are as they were;
 * a table for spreadsheets is not.
 */
public final class AuditExport {
    private static final int CHUNK = 1000;
    private static final List<String> COLUMNS =
            List.of("time", "kind", "actor_id", "subject_id", "client_id", "request_id", "address", "detail", "id");

    private final AuditTrail trail;
    private final AuditSeals seals;
    private final AuditSummaries summaries;
    private final SigningKeys keys;
    private final PublicAddress address;
    private final DurableActs acts;

    AuditExport(
            AuditTrail trail,
            AuditSeals seals,
            AuditSummaries summaries,
            SigningKeys keys,
            PublicAddress address,
            DurableActs acts) {
        this.trail = trail;
        this.seals = seals;
        this.summaries = summaries;
        this.keys = keys;
        this.address = address;
        this.acts = acts;
    }

    /** The forms of an export. */
    public enum Format {
        /** A table for spreadsheets. */
        CSV,
        /** An object on each line, with signatures. */
        JSON
    }

    /** Writes the events of a choice, and records that they were exported, and by whom. */
    public void write(AuditFilter filter, Format format, Actor by, Writer out) throws IOException {
        acts.run(() -> acts.record(AuditEvent.of("audit.exported")
                .by(by)
                .with("format", format.name().toLowerCase(Locale.ROOT))
                .with("from", text(filter.since()))
                .with("to", text(filter.before()))));
        switch (format) {
            case CSV -> csv(filter, out);
            case JSON -> json(filter, out);
        }
        out.flush();
    }

    private static String text(@Nullable Instant at) {
        return at == null ? "" : at.toString();
    }

    private void csv(AuditFilter filter, Writer out) throws IOException {
        out.write(Csv.line(COLUMNS));
        each(filter, entry -> {
            Map<String, Object> cells = cells(entry);
            out.write(Csv.line(COLUMNS.stream()
                    .map(column -> column.equals("detail")
                            ? JsonMapper.shared().writeValueAsString(entry.detail())
                            : String.valueOf(cells.get(column)))
                    .map(cell -> cell.equals("null") ? "" : cell)
                    .toList()));
        });
    }

    private void json(AuditFilter filter, Writer out) throws IOException {
        Marked lines = new Marked(out);
        lines.line(JsonMapper.shared().writeValueAsString(Map.of("export", head(lines, filter))));
        each(filter, entry -> lines.event(entry, JsonMapper.shared().writeValueAsString(cells(entry))));
        AuditSeals.Finding finding = seals.check();
        lines.mark(new AuditMark.End(finding instanceof AuditSeals.Finding.Intact, words(finding)));
    }

    private static String words(AuditSeals.Finding finding) {
        return switch (finding) {
            case AuditSeals.Finding.Intact intact -> intact.seals() + " seals over " + intact.events() + " events hold";
            case AuditSeals.Finding.Broken broken ->
                "seal " + broken.seal() + " does not hold: look at what happened between " + broken.after() + " and "
                        + broken.until();
        };
    }

    private Map<String, Object> head(Marked lines, AuditFilter filter) {
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("version", 1);
        head.put("id", lines.export);
        head.put("issuer", address.issuer());
        head.put("made", acts.now().toString());
        head.put("from", text(filter.since()));
        head.put("to", text(filter.before()));
        head.put("kind", filter.kind());
        head.put("member", filter.member());
        head.put("client", filter.client());
        head.put(
                "purged", summaries.latest().map(AuditSummaries.Summary::signed).orElse(null));
        head.put("keys", JsonMapper.shared().readTree(keys.published()));
        return head;
    }

    private static Map<String, Object> cells(AuditEntry entry) {
        Map<String, Object> cells = new LinkedHashMap<>();
        cells.put("time", entry.at().toString());
        cells.put("kind", entry.kind());
        cells.put("actor_id", entry.actorId());
        cells.put("subject_id", entry.subjectId());
        cells.put("client_id", entry.clientRowId());
        cells.put("request_id", entry.requestId());
        cells.put("address", entry.address());
        cells.put("detail", entry.detail());
        cells.put("id", entry.id());
        return cells;
    }

    private interface Sink {
        void accept(AuditEntry entry) throws IOException;
    }

    private void each(AuditFilter filter, Sink sink) throws IOException {
        Optional<UUID> after = Optional.empty();
        List<AuditEntry> entries;
        do {
            entries = trail.oldest(filter, after, CHUNK);
            for (AuditEntry entry : entries) {
                sink.accept(entry);
                after = Optional.of(entry.id());
            }
        } while (entries.size() == CHUNK);
    }

    /** Lines with marks among them. */
    private final class Marked {
        private final Writer out;
        private final String export = UUID.randomUUID().toString();
        private final List<String> digests = new ArrayList<>();
        private long line;
        private long marks;
        private long events;
        private @Nullable String until;
        private String before = "";

        Marked(Writer out) {
            this.out = out;
        }

        void event(AuditEntry entry, String text) throws IOException {
            events++;
            until = entry.at().toString();
            line(text);
            if (digests.size() == AuditMark.LINES) {
                mark(null);
            }
        }

        void line(String text) throws IOException {
            digests.add(LineDigest.of(text.getBytes(StandardCharsets.UTF_8)));
            write(text);
        }

        void mark(AuditMark.@Nullable End end) throws IOException {
            AuditMark mark = new AuditMark(
                    address.issuer(),
                    acts.now().getEpochSecond(),
                    export,
                    ++marks,
                    line - digests.size() + 1,
                    List.copyOf(digests),
                    before,
                    events,
                    until,
                    end);
            String signed = keys.sign(AuditMark.TYPE, JsonMapper.shared().writeValueAsString(mark));
            String text = AuditMark.LINE_BEGINS + signed + AuditMark.LINE_ENDS;
            before = LineDigest.ofMark(text.getBytes(StandardCharsets.UTF_8));
            digests.clear();
            write(text);
        }

        private void write(String text) throws IOException {
            line++;
            out.write(text);
            out.write('\n');
        }
    }
}
