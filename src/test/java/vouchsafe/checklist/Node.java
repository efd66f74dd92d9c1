package vouchsafe.checklist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.context.ApplicationContext;
import vouchsafe.TestServer;
import vouchsafe.app.Server;
import vouchsafe.app.Setting;
import vouchsafe.app.Settings;
import vouchsafe.db.DatabaseSettings;
import vouchsafe.embedded.FreePort;
import vouchsafe.web.PublicAddress;

/** A further server in this JVM. */
public record Node(Server server) implements AutoCloseable {

    /** One more node of the shared server: same database, master key, files and public address. */
    public static Node besideShared() {
        return besideShared(Map.of());
    }

    /** Such a node with other limits to what strangers may ask for, behind a proxy on the loopback. */
    public static Node behindProxy(int signUpsPerNetwork, int mailsPerNetwork) {
        return besideShared(Map.of(
                Setting.SIGN_UPS_PER_NETWORK,
                Integer.toString(signUpsPerNetwork),
                Setting.MAILS_PER_NETWORK,
                Integer.toString(mailsPerNetwork),
                Setting.TRUSTED_PROXIES,
                "127.0.0.1",
                Setting.OUTBOUND_PRIVATE,
                "true"));
    }

    /** Such a node whose address is https and which takes the loopback for its proxy. */
    public static Node behindTls() {
        return besideShared(
                Map.of(Setting.BASE_URL, "https://share.example.org", Setting.TRUSTED_PROXIES, "127.0.0.1"));
    }

    /** Such a node with some settings of its own. */
    static Node besideShared(Map<Setting, String> own) {
        TestServer shared = TestServer.shared();
        Path sharedFolder = shared.bean(Settings.class).dataFolder();
        try {
            Path folder = Files.createTempDirectory("vouchsafe-node");
            Files.copy(sharedFolder.resolve("master.key"), folder.resolve("master.key"));
            Files.createSymbolicLink(folder.resolve("files"), Files.createDirectories(sharedFolder.resolve("files")));
            Map<Setting, String> settings = new EnumMap<>(Setting.class);
            settings.put(Setting.BASE_URL, shared.bean(PublicAddress.class).issuer());
            settings.put(Setting.DB_URL, shared.bean(DatabaseSettings.class).jdbcUrl());
            settings.putAll(own);
            return start(folder, settings);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A server of its own over a database of its own. */
    static Node over(String jdbcUrl) {
        try {
            return start(
                    Files.createTempDirectory("vouchsafe-node"),
                    Map.of(Setting.BASE_URL, "http://127.0.0.1", Setting.DB_URL, jdbcUrl));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Node start(Path folder, Map<Setting, String> settings) {
        return new Node(Server.start(
                Settings.of(settings)
                        .with(Setting.PORT, Integer.toString(FreePort.find()))
                        .with(Setting.DATA_DIR, folder.toString())
                        .with(Setting.MAIL_FROM, "vouchsafe@localhost"),
                TestServer.MACHINE));
    }

    /** Where it answers, without a slash at the end. */
    public String url() {
        return "http://127.0.0.1:" + server.port();
    }

    /** The beans of this node. */
    ApplicationContext context() {
        return server.context();
    }

    <T> T bean(Class<T> type) {
        return server.context().getBean(type);
    }

    @Override
    public void close() {
        server.close();
    }
}
