package vouchsafe.portal.mydata;

import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.annotations.AnnotationRead;
import vouchsafe.files.FileRead;
import vouchsafe.files.ReadFilter;
import vouchsafe.web.pages.Csv;

/** Writes a member's whole ledger, a thousand lines at a time, so that its length costs no memory. */
final class LedgerExport {
    private static final int CHUNK = 1000;

    /** Columns that only files have are empty for annotations, and the other way round. */
    private static final List<String> COLUMNS = List.of(
            "time",
            "reader",
            "file",
            "file_id",
            "source",
            "permission",
            "connection",
            "kind",
            "annotations",
            "way",
            "requests",
            "until");

    private final Ledger ledger;
    private final JsonMapper json;

    LedgerExport(Ledger ledger, JsonMapper json) {
        this.ledger = ledger;
        this.json = json;
    }

    void csv(UUID memberId, Writer out) throws IOException {
        out.write(Csv.line(COLUMNS));
        each(memberId, line -> out.write(Csv.line(List.copyOf(cells(line).values()))));
    }

    /** One array with an object for each read. */
    void json(UUID memberId, Writer out) throws IOException {
        String[] separator = {"[\n"};
        each(memberId, line -> {
            out.write(separator[0]);
            out.write(json.writeValueAsString(cells(line)));
            separator[0] = ",\n";
        });
        out.write(separator[0].equals("[\n") ? "[]\n" : "\n]\n");
    }

    private interface Sink {
        void accept(LedgerLine line) throws IOException;
    }

    private void each(UUID memberId, Sink sink) throws IOException {
        Optional<UUID> before = Optional.empty();
        List<LedgerLine> lines;
        do {
            lines = ledger.of(memberId, ReadFilter.ALL, before, CHUNK);
            for (LedgerLine line : lines) {
                sink.accept(line);
                before = Optional.of(line.id());
            }
        } while (lines.size() == CHUNK);
    }

    private static Map<String, String> cells(LedgerLine line) {
        Map<String, String> cells = new LinkedHashMap<>();
        COLUMNS.forEach(column -> cells.put(column, ""));
        cells.put("time", line.at().toString());
        cells.put("reader", line.reader());
        cells.put("source", line.source());
        cells.put("permission", line.permission());
        cells.put("connection", line.grantId() == null ? "" : line.grantId().toString());
        switch (line.what()) {
            case LedgerLine.What.File(FileRead read) -> {
                cells.put("kind", "file");
                cells.put("file", read.basename());
                cells.put("file_id", Long.toString(read.fileId()));
            }
            case LedgerLine.What.Annotations(AnnotationRead read) -> {
                cells.put("kind", "annotations");
                cells.put("annotations", Long.toString(read.annotations()));
                cells.put("way", read.way().name().toLowerCase(Locale.ROOT));
                cells.put("requests", Long.toString(read.requests()));
                cells.put("until", read.lastAt().toString());
            }
        }
        return cells;
    }
}
