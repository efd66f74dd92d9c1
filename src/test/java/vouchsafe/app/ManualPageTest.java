package vouchsafe.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The manual page: nothing that can be called or set is missing. */
class ManualPageTest {
    private final CommandLine commands =
            Vouchsafe.commandLine(new Surroundings(Map.of(), InputStream.nullInputStream()));
    private final String page = ManualPage.of(commands, "1.2.3-rc4");

    @Test
    void every_command_option_and_setting_is_in_it() {
        assertThat(page).contains("1.2.3\\-rc4").doesNotContain("vouchsafe train");
        described(commands);
        for (Setting setting : Setting.values()) {
            assertThat(page).contains(setting.key().replace("-", "\\-")).contains(setting.variable());
        }
    }

    private void described(CommandLine command) {
        for (CommandLine sub : command.getSubcommands().values()) {
            if (sub.getCommandSpec().usageMessage().hidden()) {
                continue;
            }
            if (!sub.getSubcommands().isEmpty()) {
                described(sub);
                continue;
            }
            String heading = ".SS \"" + sub.getCommandSpec().qualifiedName().replace("-", "\\-");
            assertThat(page).contains(heading);
            String section = page.substring(page.indexOf(heading));
            int next = section.indexOf("\n.S", heading.length());
            for (OptionSpec option : sub.getCommandSpec().options()) {
                if (!option.usageHelp() && !option.versionHelp()) {
                    assertThat(section.substring(0, next))
                            .as(heading)
                            .contains(option.longestName().replace("-", "\\-"));
                }
            }
        }
    }

    @Test
    void no_line_of_text_begins_as_a_request() {
        assertThat(page.lines().filter(line -> line.startsWith(".") || line.startsWith("'")))
                .allMatch(line -> line.matches("\\.(TH|SH|SS|TP|B|I|BI|BR|RI)( .*)?"));
    }
}
