package vouchsafe.app;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import vouchsafe.audit.Actor;
import vouchsafe.audit.AuditExport;
import vouchsafe.audit.AuditFilter;

/** Writes the audit log out. */
@Command(
        name = "export",
        description = "Write the audit log out, oldest event first; lines of JSON can be checked with audit verify.")
final class AuditExportCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(names = "--from", paramLabel = "DAY", description = "First day (UTC), such as 2026-11-21, or a time.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "DAY", description = "Last day (UTC), or a time before which events were.")
    private @Nullable String to;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "json",
            converter = FormatName.class,
            description = "json, a signed line for each event (the default), or csv, for spreadsheets.")
    private AuditExport.Format format = AuditExport.Format.JSON;

    @Option(names = "--output", paramLabel = "FILE", description = "A new file to write to; default: standard output.")
    private @Nullable Path output;

    @Spec
    private CommandSpec command = CommandSpec.create();

    /** Reads a format in any case. */
    static final class FormatName implements CommandLine.ITypeConverter<AuditExport.Format> {
        @Override
        public AuditExport.Format convert(String name) {
            return switch (name.toLowerCase(Locale.ROOT)) {
                case "csv" -> AuditExport.Format.CSV;
                case "json" -> AuditExport.Format.JSON;
                default -> throw new CommandLine.TypeConversionException("csv or json, not \"" + name + "\"");
            };
        }
    }

    @Override
    public Integer call() throws IOException {
        Logs.quiet();
        AuditFilter filter = AuditFilter.between(
                from == null ? null : time("--from", from, 0), to == null ? null : time("--to", to, 1));
        Settings loaded = settings.load(Map.of());
        try (Rooms rooms = Rooms.open(loaded)) {
            AuditExport export = rooms.get(AuditExport.class);
            if (output == null) {
                PrintWriter out = command.commandLine().getOut();
                export.write(filter, format, Actor.COMMAND_LINE, out);
                if (out.checkError()) {
                    throw new CommandFailed("the export could not be written to its end");
                }
            } else {
                write(export, filter, output);
            }
        }
        return 0;
    }

    private void write(AuditExport export, AuditFilter filter, Path file) throws IOException {
        if (Files.exists(file)) {
            throw new CommandFailed("there is a file " + file + " already");
        }
        try (Writer out = new OutputStreamWriter(Files.newOutputStream(file), StandardCharsets.UTF_8)) {
            export.write(filter, format, Actor.COMMAND_LINE, out);
        }
    }

    /** A time, or the beginning of a day so many days later. */
    private static Instant time(String option, String text, int later) {
        try {
            Instant at = text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text)
                            .plusDays(later)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant();
            if (at.isBefore(Instant.EPOCH) || at.isAfter(Instant.parse("9999-12-31T00:00:00Z"))) {
                throw new DateTimeException("out of range");
            }
            return at;
        } catch (DateTimeException wrong) {
            throw new CommandFailed(option
                    + " must be a day such as 2026-11-21 or a time such as 2026-11-21T08:00:00Z, not \"" + text + "\"");
        }
    }
}
