package vouchsafe.app;

import java.nio.file.Path;
import vouchsafe.accounts.Members;

/** The text that the operator reads when the server is up. */
final class Welcome {
    private Welcome() {}

    static void print(Server server, Settings settings) {
        System.out.println("Vouchsafe answers at " + server.url());
        if (!server.context().getBean(Members.class).hasAdministrator()) {
            String data = settings.dataFolder()
                            .equals(Path.of(System.getProperty("vouchsafe.home", ""), "data")
                                    .toAbsolutePath())
                    ? ""
                    : " --data " + settings.dataFolder();
            System.out.println("""
                There is no administrator yet. To become one, run this in another terminal; it reads a password:
                  ./vouchsafe member create%s --username YOU --email YOU@EXAMPLE.ORG --admin --password-stdin\
                """.formatted(data));
        }
        System.out.flush();
    }
}
