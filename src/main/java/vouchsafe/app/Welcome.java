package vouchsafe.app;

import java.nio.file.Path;
import vouchsafe.accounts.FirstAdministrator;

/** The text that the operator reads when the server is up. */
final class Welcome {
    private Welcome() {}

    /** To the console, and never to the log files, which are kept longer and copied: it may hold a link. */
    static void print(Server server, Settings settings) {
        System.out.println(text(server, settings));
        System.out.flush();
    }

    static String text(Server server, Settings settings) {
        String answers = "Vouchsafe answers at " + server.url();
        return server.context()
                .getBean(FirstAdministrator.class)
                .newLink()
                .map(link -> answers + "\n"
                        + """
                        There is no administrator yet. To become one, open this link; it works once, and for a day:
                          %s
                        or run this in another terminal, which asks for a password:
                          %s member create%s --username YOU --email YOU@EXAMPLE.ORG --admin\
                        """.formatted(
                                link, System.getProperty("vouchsafe.command", "./vouchsafe"), dataOption(settings)))
                .orElse(answers);
    }

    private static String dataOption(Settings settings) {
        Path usual = Path.of(System.getProperty("vouchsafe.home", ""), "data").toAbsolutePath();
        return settings.dataFolder().equals(usual) ? "" : " --data " + settings.dataFolder();
    }
}
