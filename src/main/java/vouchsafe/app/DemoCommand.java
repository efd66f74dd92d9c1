package vouchsafe.app;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vouchsafe.accounts.OperatorAccounts;
import vouchsafe.app.demo.Demo;
import vouchsafe.app.demo.DemoData;
import vouchsafe.clients.Clients;
import vouchsafe.projects.Approvals;
import vouchsafe.projects.Catalogue;
import vouchsafe.projects.Projects;

/** Starts a server with people and projects in it, and a small app to connect, for looking around. */
@Command(name = "demo", description = "Start a server filled with an example, and a small app to connect.")
final class DemoCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(names = "--port", paramLabel = "N", description = "TCP port of the server; default: 8080.")
    private @Nullable String port;

    @Option(names = "--app-port", paramLabel = "N", description = "TCP port of the example app; default: 8090.")
    private int appPort = 8090;

    @Override
    public Integer call() throws InterruptedException {
        Map<Setting, String> options = new EnumMap<>(Setting.class);
        SettingsOptions.put(options, Setting.PORT, port);
        if (!settings.surroundings().environment().containsKey("VOUCHSAFE_DATA_DIR")) {
            // The demo has a folder of its own, so that its data never mixes with real data.
            options.put(
                    Setting.DATA_DIR,
                    Path.of(System.getProperty("vouchsafe.home", ""))
                            .resolve("demo-data")
                            .toString());
        }
        return Serving.serve(settings.load(options), settings.systemd(), this::fill);
    }

    private void fill(Server server) {
        ApplicationContext rooms = server.context();
        DemoData data = new DemoData(
                rooms.getBean(OperatorAccounts.class),
                rooms.getBean(Projects.class),
                rooms.getBean(Catalogue.class),
                rooms.getBean(Approvals.class),
                rooms.getBean(Clients.class),
                rooms.getBean(InstantSource.class));
        Demo demo = Demo.start(data, server.url().toString(), appPort);
        System.out.println("""
            Vouchsafe answers at %s
            The example app is at %s: open it and connect.
            Sign in as alan (member), grace (runs the projects) or admin; the password is %s
            """.formatted(server.url(), demo.appUrl(), DemoData.PASSWORD));
        System.out.flush();
    }
}
