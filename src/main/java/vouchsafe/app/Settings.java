package vouchsafe.app;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import vouchsafe.accounts.AccountSettings;
import vouchsafe.accounts.Authority;
import vouchsafe.backup.BackupSettings;
import vouchsafe.backup.BackupSource;
import vouchsafe.clients.AppSchemes;
import vouchsafe.crypto.MasterKey;
import vouchsafe.db.DatabaseLimits;
import vouchsafe.files.FilesSettings;
import vouchsafe.files.S3Settings;
import vouchsafe.mail.MailSettings;
import vouchsafe.projects.ProjectSettings;
import vouchsafe.web.PublicAddress;
import vouchsafe.web.WebSettings;

/**
 * The operator's settings, read and checked: each room's part as the room takes it. {@link Setting} lists the keys, with the
 * defaults and the ranges. Not to be changed.
 */
public final class Settings {
    private final SettingValues values;
    private final int port;
    private final String listen;
    private final Path dataFolder;
    private final Optional<URI> baseUrl;
    private final Optional<String> authority;
    private final Optional<String> databaseUrl;
    private final int poolSize;
    private final Optional<String> feedUrl;
    private final DatabaseLimits databaseLimits;
    private final Optional<MasterKey> masterKey;
    private final ProjectSettings projects;
    private final AppSchemes appSchemes;
    private final AccountSettings accounts;
    private final long diskReserve;
    private final FilesSettings files;
    private final MailSettings mail;
    private final WebSettings web;
    private final Optional<Path> backupFolder;
    private final Duration backupEvery;
    private final int backupKeep;
    private final LogFormat logFormat;

    private Settings(SettingValues values) {
        this.values = values;
        port = values.number(Setting.PORT);
        baseUrl = values.text(Setting.BASE_URL).map(Settings::baseUrl);
        mail = mail(values, baseUrl);
        listen = values.text(Setting.LISTEN).orElseThrow();
        dataFolder = Path.of(values.text(Setting.DATA_DIR).orElseThrow())
                .toAbsolutePath()
                .normalize();
        authority = values.text(Setting.AUTHORITY).map(Settings::authority);
        databaseUrl = values.text(Setting.DB_URL).map(url -> DatabaseAddress.jdbcUrl(Setting.DB_URL, url));
        poolSize = values.number(Setting.DB_POOL_SIZE);
        feedUrl = feedUrl(values);
        databaseLimits = databaseLimits(values);
        masterKey = values.text(Setting.MASTER_KEY).map(Settings::masterKey);
        projects = new ProjectSettings(
                values.number(Setting.MEMBER_CAP), Duration.ofDays(values.number(Setting.ERASURE_DAYS)));
        appSchemes = appSchemes(values.text(Setting.APP_SCHEMES).orElse(""));
        accounts = new AccountSettings(
                values.number(Setting.SIGN_UPS_PER_NETWORK), values.number(Setting.MAILS_PER_NETWORK));
        diskReserve = values.size(Setting.DISK_RESERVE);
        files = new FilesSettings(
                dataFolder.resolve("files"),
                values.size(Setting.MAX_FILE_SIZE),
                values.size(Setting.MIN_FREE_SPACE),
                s3(values));
        web = web(values);
        backupFolder = values.text(Setting.BACKUP_FOLDER)
                .map(folder -> Path.of(folder).toAbsolutePath().normalize());
        backupEvery = values.duration(Setting.BACKUP_EVERY);
        backupKeep = values.number(Setting.BACKUP_KEEP);
        logFormat = values.choice(Setting.LOG_FORMAT, LogFormat.class);
    }

    /** The formats of log lines. */
    public enum LogFormat {
        TEXT,
        JSON
    }

    /**
     * The settings that have these values, in the words of a configuration file; the others have their defaults.
     *
     * @throws InvalidSettings with the setting and the values it takes
     */
    public static Settings of(Map<Setting, String> given) {
        return new Settings(new SettingValues(given));
    }

    /** The same settings with another value of one. */
    public Settings with(Setting setting, String value) {
        return new Settings(values.with(setting, value));
    }

    /** TCP port to listen on; 0 picks a free one. */
    int port() {
        return port;
    }

    /** Address to listen on. */
    String listen() {
        return listen;
    }

    /** Folder of the data that must survive a restart. */
    public Path dataFolder() {
        return dataFolder;
    }

    /** JDBC URL of a PostgreSQL 15 or newer; empty starts the embedded one. */
    Optional<String> databaseUrl() {
        return databaseUrl;
    }

    /** Database connections this node may hold. */
    int poolSize() {
        return poolSize;
    }

    /** JDBC URL at which the database keeps sessions, where {@link #databaseUrl} leads through a pooler that does not. */
    Optional<String> feedUrl() {
        return feedUrl;
    }

    /** How long a request waits for the database. */
    DatabaseLimits databaseLimits() {
        return databaseLimits;
    }

    /** The key that wraps the key ring; empty keeps one in the data folder. */
    Optional<MasterKey> masterKey() {
        return masterKey;
    }

    /** The schemes of apps' own addresses. */
    AppSchemes appSchemes() {
        return appSchemes;
    }

    /** Limits of projects. */
    ProjectSettings projects() {
        return projects;
    }

    /** Limits on the requests of strangers. */
    AccountSettings accounts() {
        return accounts;
    }

    /** Bytes of the data folder's disk that are kept for work that must go on, where the database lies there. */
    long diskReserve() {
        return diskReserve;
    }

    /** Where members' files are kept and how large they may be. */
    FilesSettings files() {
        return files;
    }

    /** How mail leaves. */
    MailSettings mail() {
        return mail;
    }

    /** The network around the server. */
    WebSettings web() {
        return web;
    }

    /** The backups that this server makes by itself, of the database at this address. */
    BackupSettings backups(String jdbcUrl, MasterKey key) {
        return new BackupSettings(
                backupFolder,
                backupEvery,
                backupKeep,
                new BackupSource(
                        jdbcUrl, false, Optional.of(files), dataFolder, Optional.of(key), Vouchsafe.Version.number()));
    }

    /** The format of log lines. */
    LogFormat logFormat() {
        return logFormat;
    }

    /** The address at which people reach this server, without a trailing slash. */
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

    private static MailSettings mail(SettingValues values, Optional<URI> baseUrl) {
        String host = baseUrl.map(URI::getHost).orElse("localhost");
        String from = values.text(Setting.MAIL_FROM).orElse("vouchsafe@" + host);
        int smtpPort = values.number(Setting.SMTP_PORT);
        MailSettings.Encryption encryption = values.choice(Setting.SMTP_TLS, MailSettings.Encryption.class);
        Optional<MailSettings.Relay> relay = values.text(Setting.SMTP_HOST)
                .map(smtpHost -> new MailSettings.Relay(
                        smtpHost,
                        smtpPort,
                        encryption,
                        values.text(Setting.SMTP_USER).orElse(""),
                        values.text(Setting.SMTP_PASSWORD).orElse("")));
        if (relay.isEmpty() && values.text(Setting.SMTP_USER).isPresent()) {
            throw new InvalidSettings("smtp-user is set but smtp-host is not; set both or neither");
        }
        return new MailSettings(from, relay);
    }

    private static Optional<String> feedUrl(SettingValues values) {
        if (values.text(Setting.DB_FEED_URL).isPresent()
                && values.text(Setting.DB_URL).isEmpty()) {
            throw new InvalidSettings(
                    "db-feed-url (VOUCHSAFE_DB_FEED_URL) is set but db-url is not; set both or neither");
        }
        return values.text(Setting.DB_FEED_URL).map(url -> DatabaseAddress.jdbcUrl(Setting.DB_FEED_URL, url));
    }

    private static DatabaseLimits databaseLimits(SettingValues values) {
        try {
            return new DatabaseLimits(
                    values.duration(Setting.DB_CONNECT_TIMEOUT),
                    values.duration(Setting.DB_LOGIN_TIMEOUT),
                    values.duration(Setting.DB_WAIT_TIMEOUT),
                    values.duration(Setting.DB_STATEMENT_TIMEOUT),
                    values.duration(Setting.DB_LOCK_TIMEOUT),
                    values.duration(Setting.DB_IDLE_TRANSACTION_TIMEOUT),
                    values.duration(Setting.DB_SOCKET_TIMEOUT),
                    values.duration(Setting.DB_JOB_TIMEOUT));
        } catch (IllegalArgumentException contradiction) {
            throw new InvalidSettings("db-lock-timeout, db-statement-timeout, db-socket-timeout, db-job-timeout: "
                    + contradiction.getMessage());
        }
    }

    private static Optional<S3Settings> s3(SettingValues values) {
        List<Setting> needed = List.of(Setting.S3_BUCKET, Setting.S3_ACCESS_KEY, Setting.S3_SECRET_KEY);
        Optional<URI> endpoint = values.text(Setting.S3_ENDPOINT).map(Settings::storeAddress);
        for (Setting setting : needed) {
            if (endpoint.isPresent() != values.text(setting).isPresent()) {
                throw new InvalidSettings("s3-endpoint, s3-bucket, s3-access-key and s3-secret-key belong together; set"
                        + " all of them or none");
            }
        }
        if (endpoint.isPresent() && values.size(Setting.MAX_FILE_SIZE) > S3Settings.LARGEST) {
            throw new InvalidSettings(
                    "max-file-size (VOUCHSAFE_MAX_FILE_SIZE) can be at most 78GB with an object store");
        }
        return endpoint.map(address -> new S3Settings(
                address,
                values.text(Setting.S3_BUCKET).orElseThrow(),
                values.text(Setting.S3_REGION).orElseThrow(),
                values.text(Setting.S3_ACCESS_KEY).orElseThrow(),
                values.text(Setting.S3_SECRET_KEY).orElseThrow()));
    }

    private static URI storeAddress(String text) {
        try {
            return new PublicAddress(URI.create(text)).base();
        } catch (IllegalArgumentException wrong) {
            throw new InvalidSettings("s3-endpoint (VOUCHSAFE_S3_ENDPOINT) must be an http or https URL");
        }
    }

    private static WebSettings web(SettingValues values) {
        try {
            return new WebSettings(
                    values.text(Setting.TRUSTED_PROXIES).stream()
                            .flatMap(list -> Arrays.stream(list.split(",")))
                            .map(String::strip)
                            .filter(network -> !network.isEmpty())
                            .toList(),
                    values.yes(Setting.OUTBOUND_PRIVATE));
        } catch (IllegalArgumentException wrong) {
            throw new InvalidSettings("trusted-proxies (VOUCHSAFE_TRUSTED_PROXIES): " + wrong.getMessage());
        }
    }

    private static AppSchemes appSchemes(String text) {
        try {
            return AppSchemes.of(text);
        } catch (IllegalArgumentException wrong) {
            throw new InvalidSettings("app-schemes (VOUCHSAFE_APP_SCHEMES): " + wrong.getMessage());
        }
    }

    private static MasterKey masterKey(String text) {
        try {
            return MasterKey.parse(text);
        } catch (IllegalArgumentException wrong) {
            throw new InvalidSettings("master-key (VOUCHSAFE_MASTER_KEY): " + wrong.getMessage());
        }
    }

    private static String authority(String text) {
        try {
            return new Authority(text).value();
        } catch (IllegalArgumentException wrong) {
            throw new InvalidSettings("authority (VOUCHSAFE_AUTHORITY) " + wrong.getMessage());
        }
    }

    private static URI baseUrl(String text) {
        try {
            return new PublicAddress(URI.create(text)).base();
        } catch (IllegalArgumentException wrong) {
            throw new InvalidSettings("base-url (VOUCHSAFE_BASE_URL): " + wrong.getMessage());
        }
    }

    /** Leaves out the database's URLs and the keys: both are secrets. */
    @Override
    public String toString() {
        return "Settings[port=" + port + ", listen=" + listen + ", dataFolder=" + dataFolder + ", baseUrl=" + baseUrl
                + "]";
    }
}
