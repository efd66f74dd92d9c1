package vouchsafe.checklist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationContext;
import vouchsafe.TestServer;
import vouchsafe.accounts.AccountSettings;
import vouchsafe.app.Server;
import vouchsafe.app.Settings;
import vouchsafe.crypto.MasterKey;
import vouchsafe.db.DatabaseLimits;
import vouchsafe.db.DatabaseSettings;
import vouchsafe.files.FilesSettings;
import vouchsafe.mail.MailSettings;
import vouchsafe.web.PublicAddress;
import vouchsafe.web.WebSettings;

/** A further server in this JVM. */
public record Node(Server server) implements AutoCloseable {

    /** One more node of the shared server: same database, same master key, same public address. */
    public static Node besideShared() {
        return besideShared(TestServer.shared().bean(FilesSettings.class));
    }

    /** Such a node with other limits for files; the folder must be the shared one, since any node erases for all. */
    static Node besideShared(FilesSettings files) {
        TestServer shared = TestServer.shared();
        return start(
                URI.create(shared.bean(PublicAddress.class).issuer()),
                shared.bean(DatabaseSettings.class).jdbcUrl(),
                Optional.of(shared.bean(MasterKey.class)),
                Optional.of(files),
                WebSettings.direct());
    }

    /** One more node of the shared server, with other limits to what strangers may ask for, behind a proxy on the loopback. */
    public static Node besideShared(AccountSettings accounts) {
        TestServer shared = TestServer.shared();
        return start(
                URI.create(shared.bean(PublicAddress.class).issuer()),
                shared.bean(DatabaseSettings.class).jdbcUrl(),
                Optional.of(shared.bean(MasterKey.class)),
                Optional.of(shared.bean(FilesSettings.class)),
                accounts,
                new WebSettings(List.of("127.0.0.1"), true));
    }

    /** One more node of the shared server, whose address is https and which takes the loopback for its proxy. */
    public static Node behindTls() {
        TestServer shared = TestServer.shared();
        return start(
                URI.create("https://share.example.org"),
                shared.bean(DatabaseSettings.class).jdbcUrl(),
                Optional.of(shared.bean(MasterKey.class)),
                Optional.of(shared.bean(FilesSettings.class)),
                new WebSettings(List.of("127.0.0.1"), false));
    }

    /** A server of its own over a database of its own. */
    static Node over(String jdbcUrl) {
        return start(URI.create("http://127.0.0.1"), jdbcUrl, Optional.empty(), Optional.empty(), WebSettings.direct());
    }

    private static Node start(
            URI address,
            String jdbcUrl,
            Optional<MasterKey> masterKey,
            Optional<FilesSettings> files,
            WebSettings web) {
        return start(address, jdbcUrl, masterKey, files, AccountSettings.DEFAULT, web);
    }

    private static Node start(
            URI address,
            String jdbcUrl,
            Optional<MasterKey> masterKey,
            Optional<FilesSettings> files,
            AccountSettings accounts,
            WebSettings web) {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = free.getLocalPort();
            free.close();
            Path folder = Files.createTempDirectory("vouchsafe-node");
            return new Node(Server.start(
                    new Settings(
                            port,
                            "127.0.0.1",
                            folder,
                            Optional.of(address),
                            Optional.empty(),
                            Optional.of(jdbcUrl),
                            16,
                            Optional.empty(),
                            DatabaseLimits.usual(),
                            masterKey,
                            20,
                            30,
                            accounts,
                            128L << 20,
                            files.orElse(new FilesSettings(folder.resolve("files"), 5L << 30)),
                            MailSettings.none("vouchsafe@localhost"),
                            web,
                            Settings.LogFormat.TEXT),
                    TestServer.MACHINE));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
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
