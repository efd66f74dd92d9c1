package vouchsafe.app;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import vouchsafe.crypto.MasterKey;
import vouchsafe.db.DatabaseSettings;
import vouchsafe.db.EmbeddedDatabase;
import vouchsafe.web.PublicAddress;

/** One running node: its database if it brought its own, and the Spring context above it. */
public final class Server implements AutoCloseable {
    private final Optional<EmbeddedDatabase> embedded;
    private final ConfigurableApplicationContext context;

    private Server(Optional<EmbeddedDatabase> embedded, ConfigurableApplicationContext context) {
        this.embedded = embedded;
        this.context = context;
    }

    /** Starts a node and returns when it answers requests. */
    public static Server start(Settings settings) {
        Optional<EmbeddedDatabase> embedded = settings.databaseUrl().isPresent()
                ? Optional.empty()
                : Optional.of(EmbeddedDatabase.start(settings.dataFolder()));
        String jdbcUrl =
                settings.databaseUrl().orElseGet(() -> embedded.orElseThrow().jdbcUrl());
        SpringApplication application = new SpringApplication(ServerConfiguration.class);
        application.setWebApplicationType(WebApplicationType.SERVLET);
        application.setBannerMode(Banner.Mode.OFF);
        application.setRegisterShutdownHook(false);
        application.setDefaultProperties(Map.of(
                "server.port", settings.port(), "server.address", "127.0.0.1", "spring.threads.virtual.enabled", true));
        application.addInitializers(context -> {
            GenericApplicationContext generic = (GenericApplicationContext) context;
            generic.registerBean(Settings.class, () -> settings);
            generic.registerBean(
                    MasterKey.class,
                    () -> MasterKey.loadOrCreate(settings.dataFolder().resolve("master.key")));
            generic.registerBean(DatabaseSettings.class, () -> new DatabaseSettings(jdbcUrl, 16));
            generic.registerBean(
                    PublicAddress.class,
                    () -> new PublicAddress(
                            settings.baseUrl().orElseGet(() -> URI.create("http://127.0.0.1:" + settings.port()))));
        });
        return new Server(embedded, application.run());
    }

    /** The port the server listens on. */
    public int port() {
        WebServer webServer = ((WebServerApplicationContext) context).getWebServer();
        return Objects.requireNonNull(webServer, "a started server has a web server")
                .getPort();
    }

    /** The context of this node, for the command line and for tests. */
    public ConfigurableApplicationContext context() {
        return context;
    }

    @Override
    public void close() {
        context.close();
        embedded.ifPresent(EmbeddedDatabase::close);
    }
}
