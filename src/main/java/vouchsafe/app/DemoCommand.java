package vouchsafe.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
import vouchsafe.app.demo.StoryClock;
import vouchsafe.clients.Clients;
import vouchsafe.projects.Catalogue;
import vouchsafe.projects.Projects;

/** Starts a server with people and projects in it, and a small app to connect, for looking around. */
@Command(name = "demo", description = "Start a server filled with an example, and a small app to connect.")
final class DemoCommand implements Callable<Integer> {
    /** How long ago the story of the demo begins. */
    private static final Duration STORY = Duration.ofDays(34);

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(names = "--port", paramLabel = "N", description = "TCP port of the server; default: 8080.")
    private @Nullable String port;

    @Option(names = "--app-port", paramLabel = "N", description = "TCP port of the example app; default: 8090.")
    private int appPort = 8090;

    private final StoryClock clock = new StoryClock();

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
        if (!settings.surroundings().environment().containsKey("VOUCHSAFE_OUTBOUND_PRIVATE")) {
            // The webhooks of the example apps lie on loopback.
            options.put(Setting.OUTBOUND_PRIVATE, "true");
        }
        if (!settings.surroundings().environment().containsKey("VOUCHSAFE_STOP_NOTICE")) {
            // No balancer stands before a demo.
            options.put(Setting.STOP_NOTICE, "0s");
        }
        Settings loaded = settings.load(options);
        if (!Files.exists(loaded.dataFolder().resolve("postgres"))) {
            clock.setBack(STORY);
        }
        return Serving.serve(loaded, new Machine(clock, Machine.REAL.hashing()), settings.systemd(), this::fill);
    }

    private void fill(Server server) {
        ApplicationContext rooms = server.context();
        DemoData data = new DemoData(
                rooms.getBean(OperatorAccounts.class),
                rooms.getBean(Projects.class),
                rooms.getBean(Catalogue.class),
                rooms.getBean(Clients.class),
                rooms.getBean(InstantSource.class));
        System.out.println("Filling the demo where it is new; this takes half a minute.");
        System.out.flush();
        Demo demo = Demo.start(data, clock, server.url().toString(), appPort);
        System.out.println("""
            Vouchsafe answers at %s
            The example apps are at %s: open one and connect.
            Sign in as alan (member), mia (just came), grace (runs projects), rosa (reviewer) or admin; the password is %s
            """.formatted(server.url(), demo.appUrl(), DemoData.PASSWORD));
        System.out.flush();
    }
}
