package vouchsafe.app;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page, in the language of man(7): every command and option as the program itself knows them. */
final class ManualPage {
    private final StringBuilder page = new StringBuilder();

    private ManualPage() {}

    /** @param version of the program, such as {@code 1.0.0} */
    static String of(CommandLine commands, String version) {
        ManualPage manual = new ManualPage();
        manual.line(".TH VOUCHSAFE 1 \"\" \"Vouchsafe " + escaped(version) + "\" \"Vouchsafe\"");
        manual.section("NAME");
        manual.text("vouchsafe - authorization server, portal and data API for communities that share personal data");
        manual.section("SYNOPSIS");
        manual.line(".B vouchsafe");
        manual.line(".I COMMAND");
        manual.line(".RI [ OPTION ...]");
        manual.section("DESCRIPTION");
        manual.text("""
            People decide in a portal which projects see their data, and take it back when they like. Projects are registered \
            there, and their apps get tokens by OAuth 2.0. One process serves all of it. It brings a PostgreSQL of its own \
            unless it is given one.\
            """);
        manual.section("COMMANDS");
        manual.commands(commands);
        manual.section("SETTINGS");
        manual.text("""
            A setting is an option, a variable or a line of the configuration file, in this order. The file is \
            vouchsafe.properties in the data folder, or the one of --config. The setting base-url is the variable \
            VOUCHSAFE_BASE_URL. A secret can come from a file: VOUCHSAFE_MASTER_KEY_FILE names one, and a credential of systemd \
            with the name of the setting is found by itself. Every setting:\
            """);
        for (Setting setting : Setting.values()) {
            manual.entry(".BR " + escaped(setting.key()) + " , \" \" " + escaped(setting.variable()), "");
        }
        manual.section("ENVIRONMENT");
        manual.entry(
                ".B VOUCHSAFE_HEAP",
                "The most memory that Java's heap takes, such as 1g; default: a quarter of the machine's, between 128m"
                        + " and 1g.");
        manual.entry(".B VOUCHSAFE_JAVA_OPTIONS", "Added to the options of Java.");
        manual.entry(".B CACHE_DIRECTORY", "A folder for what can be made again.");
        manual.section("EXIT STATUS");
        manual.entry(".B 0", "Done.");
        manual.entry(".B 1", "It failed; the error stream says why.");
        manual.entry(".B 2", "Wrong arguments or settings.");
        manual.section("SEE ALSO");
        manual.text("The guide for operators is at /docs/operators/ of every running server.");
        return manual.page.toString();
    }

    private void commands(CommandLine command) {
        for (CommandLine sub : command.getSubcommands().values()) {
            CommandSpec spec = sub.getCommandSpec();
            if (spec.usageMessage().hidden()) {
                continue;
            }
            if (sub.getSubcommands().isEmpty()) {
                command(spec);
            }
            commands(sub);
        }
    }

    private void command(CommandSpec spec) {
        line(".SS \"" + escaped(spec.qualifiedName()) + positionals(spec) + "\"");
        text(String.join(" ", spec.usageMessage().description()));
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            entry(".I " + escaped(parameter.paramLabel()), String.join(" ", parameter.description()));
        }
        List<OptionSpec> options = spec.options().stream()
                .filter(option -> !option.hidden() && !option.usageHelp() && !option.versionHelp())
                .toList();
        for (OptionSpec option : options) {
            String names =
                    Arrays.stream(option.names()).map(ManualPage::escaped).collect(Collectors.joining(", "));
            String value = option.arity().max() == 0 ? "" : " \"=" + escaped(option.paramLabel()) + "\"";
            entry((value.isEmpty() ? ".B " : ".BI ") + names + value, String.join(" ", option.description()));
        }
    }

    private static String positionals(CommandSpec spec) {
        return spec.positionalParameters().stream()
                .map(parameter -> " " + escaped(parameter.paramLabel()))
                .collect(Collectors.joining());
    }

    private void section(String name) {
        line(".SH " + name);
    }

    private void entry(String heading, String words) {
        line(".TP");
        line(heading);
        if (!words.isEmpty()) {
            text(words);
        }
    }

    private void text(String words) {
        line(escaped(words));
    }

    private void line(String line) {
        page.append(line).append('\n');
    }

    /** Text that the formatter takes as it is: a hyphen is one that can be copied, and nothing begins a request. */
    private static String escaped(String text) {
        String plain = text.replace("%n", " ")
                .replace("%%", "%")
                .replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("\"", "\\(dq");
        return plain.startsWith(".") || plain.startsWith("'") ? "\\&" + plain : plain;
    }
}
