package vouchsafe.app;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import vouchsafe.db.DatabaseUnavailable;
import vouchsafe.embedded.FreePort;

/** One running node: its data folder, its database if it brought its own, and the Spring context above them. */
public final class Server implements AutoCloseable {
    private final DataFolder dataFolder;
    private final NodeDatabase database;
    private final ConfigurableApplicationContext context;
    private final URI url;

    private Server(DataFolder dataFolder, NodeDatabase database, ConfigurableApplicationContext context, URI url) {
        this.dataFolder = dataFolder;
        this.database = database;
        this.context = context;
        this.url = url;
    }

    /**
     * Starts a node and returns when it answers requests.
     *
     * @throws InvalidSettings where another process has the data folder or the port
     */
    public static Server start(Settings requested) {
        return start(requested, Machine.REAL);
    }

    /** The same with another clock, or cheaper passwords, than the machine's own: for tests. */
    public static Server start(Settings requested, Machine machine) {
        Settings settings =
                requested.port() == 0 ? requested.with(Setting.PORT, Integer.toString(FreePort.find())) : requested;
        DataFolder dataFolder = DataFolder.own(settings.dataFolder())
                .orElseThrow(() -> new InvalidSettings("the data folder " + settings.dataFolder() + " is in use by "
                        + DataFolder.owner(settings.dataFolder())
                        + "; stop that server, or choose another folder with --data"));
        RunningServer.withdraw(dataFolder.path());
        Logs.bridge();
        NodeDatabase database = NodeDatabase.of(settings, dataFolder.path());
        try {
            ConfigurableApplicationContext context = startContext(settings, database, machine);
            new RunningServer(
                            ProcessHandle.current().pid(),
                            settings.publicAddress().toString(),
                            settings.feedUrl().orElseGet(database::jdbcUrl))
                    .announce(dataFolder.path());
            database.settled();
            return new Server(dataFolder, database, context, settings.publicAddress());
        } catch (RuntimeException failure) {
            database.close();
            dataFolder.close();
            throw explained(failure, settings);
        }
    }

    /** Finds the cause that the operator can mend, under the layers in which a failed start wraps it. */
    private static RuntimeException explained(RuntimeException failure, Settings settings) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DatabaseUnavailable unavailable) {
                return unavailable;
            }
            if (cause instanceof PortInUseException) {
                return new InvalidSettings("port " + settings.port() + " on " + settings.listen()
                        + " is in use; stop who uses it, or choose another with --port");
            }
        }
        return failure;
    }

    private static ConfigurableApplicationContext startContext(
            Settings settings, NodeDatabase database, Machine machine) {
        SpringApplication application = new SpringApplication(ServerConfiguration.class);
        application.setWebApplicationType(WebApplicationType.SERVLET);
        application.setBannerMode(Banner.Mode.OFF);
        application.setRegisterShutdownHook(false);
        application.setAddCommandLineProperties(false);
        application.setLogStartupInfo(false);
        application.setDefaultProperties(Map.of(
                // Pages only: files and answers to programs keep their length and their bytes.
                "server.compression.enabled",
                true,
                "server.compression.mime-types",
                "text/html",
                "server.port",
                settings.port(),
                "server.address",
                settings.listen(),
                "server.shutdown",
                "graceful",
                // A redirect can repeat a request of 8 kB, percent-encoded once or twice more.
                "server.tomcat.max-http-response-header-size",
                "32KB",
                // Connections of apps stay open; Tomcat would close each after 100 requests.
                "server.tomcat.max-keep-alive-requests",
                -1,
                // No filter of Spring's may stand before a machine endpoint, and no page takes PUT or DELETE.
                "spring.mvc.formcontent.filter.enabled",
                false,
                "spring.threads.virtual.enabled",
                true));
        application.addInitializers(context -> {
            machine.register((GenericApplicationContext) context);
            SettingsBeans.register((GenericApplicationContext) context, settings, database::jdbcUrl);
        });
        return application.run();
    }

    /** The port the server listens on. */
    public int port() {
        WebServer webServer = ((WebServerApplicationContext) context).getWebServer();
        return Objects.requireNonNull(webServer, "a started server has a web server")
                .getPort();
    }

    /** The address at which people reach this server. */
    public URI url() {
        return url;
    }

    /** The context of this node, for the command line and for tests. */
    public ConfigurableApplicationContext context() {
        return context;
    }

    /** Finishes the requests in flight, then stops the database, then lets go of the folder. */
    @Override
    public void close() {
        RunningServer.withdraw(dataFolder.path());
        context.close();
        database.close();
        dataFolder.close();
    }
}
