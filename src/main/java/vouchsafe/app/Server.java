package vouchsafe.app;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import vouchsafe.db.JobRunner;
import vouchsafe.embedded.FreePort;
import vouchsafe.web.Stopping;

/** One running node: its data folder, its database if it brought its own, and the Spring context above them. */
public final class Server implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Server.class);

    private final DataFolder dataFolder;
    private final NodeDatabase database;
    private final ConfigurableApplicationContext context;
    private final URI url;
    private final Stopping stopping;
    private final Duration patience;
    private final Archiving archiving;

    private Server(
            DataFolder dataFolder,
            NodeDatabase database,
            ConfigurableApplicationContext context,
            Settings settings,
            Archiving archiving) {
        this.dataFolder = dataFolder;
        this.database = database;
        this.archiving = archiving;
        this.context = context;
        this.url = settings.publicAddress();
        this.stopping = context.getBean(Stopping.class);
        this.patience = settings.stopPatience();
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
        try {
            StartFailure.requirePort(settings);
        } catch (InvalidSettings refused) {
            dataFolder.close();
            throw refused;
        }
        Archiving.prepare(settings, dataFolder.path());
        NodeDatabase database = NodeDatabase.of(settings, dataFolder.path());
        try {
            Archiving archiving = Archiving.of(settings, database::jdbcUrl, machine);
            ConfigurableApplicationContext context = startContext(settings, database, machine, archiving);
            new RunningServer(
                            ProcessHandle.current().pid(),
                            settings.publicAddress().toString(),
                            settings.feedUrl().orElseGet(database::jdbcUrl))
                    .announce(dataFolder.path());
            database.settled();
            archiving.start();
            return new Server(dataFolder, database, context, settings, archiving);
        } catch (RuntimeException failure) {
            database.close();
            dataFolder.close();
            throw StartFailure.explained(failure, settings);
        }
    }

    private static ConfigurableApplicationContext startContext(
            Settings settings, NodeDatabase database, Machine machine, Archiving archiving) {
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
                settings.listening().socket().isPresent() ? "127.0.0.1" : settings.listen(),
                // Stopping waits for the requests itself, and sends none of them away meanwhile.
                "server.shutdown",
                "immediate",
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
            archiving.register((GenericApplicationContext) context);
        });
        return application.run();
    }

    /** The port the server listens on; -1 for a Unix socket. */
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

    /** Says that it stops, where balancers ask, and goes on serving for so long. */
    void giveNotice(Duration notice) {
        log.info(
                "told to stop: /health/ready says so, and requests are taken for another {} s (stop-notice)",
                notice.toSeconds());
        stopping.tell();
        stopping.pause(notice);
    }

    /** Ends every wait for others while it stops. */
    void hurry() {
        stopping.hurry();
        context.getBean(JobRunner.class).hurry();
    }

    /** Closes the port, finishes the requests in flight, then stops the database, then lets go of the folder. */
    @Override
    public void close() {
        RunningServer.withdraw(dataFolder.path());
        stopping.closePort();
        int underWay = stopping.awaitEnd(patience);
        if (underWay > 0) {
            log.warn("event=stop result=impatient cut={} patience={} s", underWay, patience.toSeconds());
        }
        context.close();
        archiving.rest();
        database.close();
        archiving.finish();
        dataFolder.close();
    }
}
