package vouchsafe.app;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import vouchsafe.accounts.AccountSettings;
import vouchsafe.accounts.Authority;
import vouchsafe.crypto.MasterKey;
import vouchsafe.db.DatabaseLimits;
import vouchsafe.files.FilesSettings;
import vouchsafe.mail.MailSettings;
import vouchsafe.web.WebSettings;

/**
 * The operator's settings, read and checked. {@link Setting} lists the keys.
 *
 * @param port TCP port to listen on; 0 picks a free one
 * @param listen address to listen on
 * @param dataFolder folder of the data that must survive a restart
 * @param baseUrl the public address, without a trailing slash; defaults to localhost and the port
 * @param authority the part behind the @ of members' user ids; defaults to the host of the public address
 * @param databaseUrl JDBC URL of a PostgreSQL 15 or newer; empty starts the embedded one
 * @param poolSize database connections this node may hold
 * @param feedUrl JDBC URL at which the database keeps sessions, where databaseUrl leads through a pooler that does not
 * @param databaseLimits how long a request waits for the database
 * @param masterKey the key that wraps the key ring; empty keeps one in the data folder
 * @param memberCap members a project may have before it is approved
 * @param erasureDays days a project has to confirm that it erased a member's data
 * @param accounts limits on the requests of strangers
 * @param diskReserve bytes of the data folder's disk that are kept for work that must go on, where the database lies there
 * @param files where members' files are kept and how large they may be
 * @param mail how mail leaves
 * @param web the network around the server
 * @param logFormat the format of log lines
 */
public record Settings(
        int port,
        String listen,
        Path dataFolder,
        Optional<URI> baseUrl,
        Optional<String> authority,
        Optional<String> databaseUrl,
        int poolSize,
        Optional<String> feedUrl,
        DatabaseLimits databaseLimits,
        Optional<MasterKey> masterKey,
        int memberCap,
        int erasureDays,
        AccountSettings accounts,
        long diskReserve,
        FilesSettings files,
        MailSettings mail,
        WebSettings web,
        LogFormat logFormat) {

    /** The formats of log lines. */
    public enum LogFormat {
        TEXT,
        JSON
    }

    /** Settings with defaults for all but the four that every test and tool sets. */
    public Settings(int port, Path dataFolder, Optional<URI> baseUrl, Optional<String> databaseUrl) {
        this(
                port,
                "127.0.0.1",
                dataFolder,
                baseUrl,
                Optional.empty(),
                databaseUrl,
                16,
                Optional.empty(),
                DatabaseLimits.usual(),
                Optional.empty(),
                20,
                30,
                AccountSettings.DEFAULT,
                128L << 20,
                new FilesSettings(dataFolder.resolve("files"), 5L << 30),
                MailSettings.none("vouchsafe@localhost"),
                WebSettings.direct(),
                LogFormat.TEXT);
    }

    /** The same settings in another network. */
    public Settings with(WebSettings otherWeb) {
        return new Settings(
                port,
                listen,
                dataFolder,
                baseUrl,
                authority,
                databaseUrl,
                poolSize,
                feedUrl,
                databaseLimits,
                masterKey,
                memberCap,
                erasureDays,
                accounts,
                diskReserve,
                files,
                mail,
                otherWeb,
                logFormat);
    }

    /** The same settings with other limits on the requests of strangers. */
    public Settings with(AccountSettings otherAccounts) {
        return new Settings(
                port,
                listen,
                dataFolder,
                baseUrl,
                authority,
                databaseUrl,
                poolSize,
                feedUrl,
                databaseLimits,
                masterKey,
                memberCap,
                erasureDays,
                otherAccounts,
                diskReserve,
                files,
                mail,
                web,
                logFormat);
    }

    /** The same settings with another port. */
    Settings withPort(int otherPort) {
        return new Settings(
                otherPort,
                listen,
                dataFolder,
                baseUrl,
                authority,
                databaseUrl,
                poolSize,
                feedUrl,
                databaseLimits,
                masterKey,
                memberCap,
                erasureDays,
                accounts,
                diskReserve,
                files,
                mail,
                web,
                logFormat);
    }

    /** The same settings with fewer or more database connections. */
    Settings withPoolSize(int otherSize) {
        return new Settings(
                port,
                listen,
                dataFolder,
                baseUrl,
                authority,
                databaseUrl,
                otherSize,
                feedUrl,
                databaseLimits,
                masterKey,
                memberCap,
                erasureDays,
                accounts,
                diskReserve,
                files,
                mail,
                web,
                logFormat);
    }

    /** The same settings with a public address. */
    Settings withBaseUrl(URI url) {
        return new Settings(
                port,
                listen,
                dataFolder,
                Optional.of(url),
                authority,
                databaseUrl,
                poolSize,
                feedUrl,
                databaseLimits,
                masterKey,
                memberCap,
                erasureDays,
                accounts,
                diskReserve,
                files,
                mail,
                web,
                logFormat);
    }

    /** The address at which people reach this server. */
    URI publicAddress() {
        return baseUrl.orElseGet(() -> URI.create("http://localhost:" + port));
    }

    /** The domain that this server vouches for its members with. */
    Authority ownAuthority() {
        String host = publicAddress().getHost();
        // An IPv6 address is no name, and no public server runs under one.
        return new Authority(authority.orElseGet(() ->
                Authority.wellFormed(host.toLowerCase(Locale.ROOT)) ? host.toLowerCase(Locale.ROOT) : "localhost"));
    }

    /** Leaves out the database's URLs and the keys: both are secrets. */
    @Override
    public String toString() {
        return "Settings[port=" + port + ", listen=" + listen + ", dataFolder=" + dataFolder + ", baseUrl=" + baseUrl
                + "]";
    }
}
