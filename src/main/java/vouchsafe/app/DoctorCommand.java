package vouchsafe.app;

import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.doctor.Area;
import vouchsafe.doctor.Doctor;
import vouchsafe.doctor.Examination;
import vouchsafe.doctor.Finding;

/** Looks for what is wrong with an installation, whether its server runs or not. Ends with 0 where nothing is, else with 1. */
@Command(
        name = "doctor",
        description = "Find what is wrong with this installation, and what to do about it.",
        footer = {"", "Ends with 0 when nothing is wrong, else with 1."})
final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(names = "--port", paramLabel = "N", description = "TCP port the server listens on; default: 8080.")
    private @Nullable String port;

    @Option(names = "--base-url", paramLabel = "URL", description = "Where people reach the server.")
    private @Nullable String baseUrl;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() {
        Logs.quiet();
        Map<Setting, String> options = new EnumMap<>(Setting.class);
        SettingsOptions.put(options, Setting.PORT, port);
        SettingsOptions.put(options, Setting.BASE_URL, baseUrl);
        ReadableSettings readable = settings.loadReadable(options);
        Examination examination;
        try (FoundInstallation found =
                FoundInstallation.of(readable, settings.surroundings().environment())) {
            examination = Doctor.examine(found.installation());
        }
        PrintWriter out = command.commandLine().getOut();
        out.println(json ? JsonMapper.shared().writeValueAsString(facts(examination)) : words(examination));
        out.flush();
        return examination.well() ? 0 : 1;
    }

    private static Map<String, Object> facts(Examination examination) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("well", examination.well());
        facts.put("at", examination.at().toString());
        facts.put(
                "findings",
                examination.findings().stream().map(DoctorCommand::facts).toList());
        facts.put(
                "not_looked_at",
                examination.skipped().stream()
                        .map(skipped -> Map.of(
                                "area", skipped.area().word(), "subject", skipped.subject(), "why", skipped.why()))
                        .toList());
        return facts;
    }

    private static Map<String, Object> facts(Finding finding) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("kind", finding.kind());
        facts.put("area", finding.area().word());
        facts.put("severity", word(finding.severity()));
        facts.put("what", finding.what());
        facts.put("what_to_do", finding.whatToDo());
        return facts;
    }

    private static String word(Finding.Severity severity) {
        return switch (severity) {
            case WRONG -> "wrong";
            case RISK -> "risk";
        };
    }

    private static String words(Examination examination) {
        StringBuilder text = new StringBuilder();
        for (Area area : Area.values()) {
            List<Finding> here = examination.findings().stream()
                    .filter(finding -> finding.area() == area)
                    .toList();
            if (!here.isEmpty()) {
                text.append(area.word()).append('\n');
                here.forEach(finding -> text.append("  ")
                        .append(word(finding.severity()))
                        .append(": ")
                        .append(finding.what())
                        .append("\n    ")
                        .append(finding.whatToDo())
                        .append('\n'));
            }
        }
        for (Examination.Skipped skipped : examination.skipped()) {
            text.append("not looked at: ")
                    .append(skipped.subject())
                    .append(" (")
                    .append(skipped.why())
                    .append(")\n");
        }
        int count = examination.findings().size();
        return text.append(
                        count == 0
                                ? "Nothing is wrong."
                                : count == 1 ? "1 thing needs you." : count + " things need you.")
                .toString();
    }
}
