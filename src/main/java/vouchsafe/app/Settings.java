package vouchsafe.app;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import vouchsafe.accounts.AccountSettings;
import vouchsafe.accounts.Authority;
import vouchsafe.archive.ArchivePlace;
import vouchsafe.archive.ArchiveSettings;
import vouchsafe.audit.AuditSettings;
import vouchsafe.backup.BackupSettings;
import vouchsafe.backup.BackupSource;
import vouchsafe.clients.AppSchemes;
import vouchsafe.crypto.MasterKey;
import vouchsafe.crypto.MasterKeys;
import vouchsafe.db.DatabaseLimits;
import vouchsafe.db.DatabaseSettings;
import vouchsafe.db.SchemaSettings;
import vouchsafe.files.FilesSettings;
import vouchsafe.files.Quota;
import vouchsafe.files.QuotaSettings;
import vouchsafe.files.S3Settings;
import vouchsafe.mail.MailSettings;
import vouchsafe.metrics.MetricsSettings;
import vouchsafe.metrics.TracingSettings;
import vouchsafe.projects.ProjectSettings;
import vouchsafe.web.BaseUrl;
import vouchsafe.web.Listening;
import vouchsafe.web.PublicAddress;
import vouchsafe.web.UnixSocket;
import vouchsafe.web.WebSettings;

/**
 * The operator's settings, read and checked: each room's part as the room takes it. {@link Setting} lists the keys, with the
 * defaults and the ranges. Not to be changed.
 */
public final class Settings {
    /** RFC 6750 section 2.1. */
    private static final Pattern METRICS_TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]{16,}");

    private final SettingValues values;
    private final int port;
    private final String listen;
    private final Listening listening;
    private final Path dataFolder;
    private final Optional<URI> baseUrl;
    private final Optional<String> authority;
    private final Optional<String> databaseUrl;
    private final int poolSize;
    private final Optional<String> feedUrl;
    private final DatabaseLimits databaseLimits;
    private final SchemaSettings schema;
    private final Optional<MasterKey> masterKey;
    private final Optional<MasterKey> oldMasterKey;
    private final ProjectSettings projects;
    private final AppSchemes appSchemes;
    private final AuditSettings audit;
    private final AccountSettings accounts;
    private final long diskReserve;
    private final FilesSettings files;
    private final MailSettings mail;
    private final WebSettings web;
    private final Duration stopNotice;
    private final Duration stopPatience;
    private final Optional<Path> backupFolder;
    private final Duration backupEvery;
    private final int backupKeep;
    private final ArchiveAddress archiveAddress;
    private final Optional<ArchivePlace> archivePlace;
    private final Duration archiveKeep;
    private final LogFormat logFormat;
    private final MetricsSettings metrics;
    private final TracingSettings traces;
    private final Duration slowStatement;

    private Settings(SettingValues values) {
        this.values = values;
        port = values.number(Setting.PORT);
        baseUrl = values.text(Setting.BASE_URL).map(Settings::baseUrl);
        mail = mail(values, baseUrl);
        listen = values.text(Setting.LISTEN).orElseThrow();
        listening = listening(values, listen, baseUrl);
        dataFolder = Path.of(values.text(Setting.DATA_DIR).orElseThrow())
                .toAbsolutePath()
                .normalize();
        authority = values.text(Setting.AUTHORITY).map(Settings::authority);
        databaseUrl = values.text(Setting.DB_URL).map(url -> DatabaseAddress.jdbcUrl(Setting.DB_URL, url));
        poolSize = values.number(Setting.DB_POOL_SIZE);
        feedUrl = feedUrl(values);
        databaseLimits = databaseLimits(values);
        schema = new SchemaSettings(values.yes(Setting.ALLOW_NEWER_SCHEMA));
        masterKey = values.text(Setting.MASTER_KEY).map(key -> masterKey(Setting.MASTER_KEY, key));
        oldMasterKey = oldMasterKey(values);
        projects = new ProjectSettings(
                values.number(Setting.MEMBER_CAP), Duration.ofDays(values.number(Setting.ERASURE_DAYS)));
        appSchemes = appSchemes(values.text(Setting.APP_SCHEMES).orElse(""));
        audit = new AuditSettings(values.number(Setting.AUDIT_KEEP_YEARS));
        accounts = new AccountSettings(
                values.number(Setting.SIGN_UPS_PER_NETWORK), values.number(Setting.MAILS_PER_NETWORK));
        diskReserve = values.size(Setting.DISK_RESERVE);
        files = new FilesSettings(
                dataFolder.resolve("files"),
                values.size(Setting.MAX_FILE_SIZE),
                values.size(Setting.MIN_FREE_SPACE),
                new QuotaSettings(
                        quota(values, Setting.QUOTA_MEMBER_FILES, Setting.QUOTA_MEMBER_SIZE),
                        quota(values, Setting.QUOTA_PROJECT_FILES, Setting.QUOTA_PROJECT_SIZE),
                        quota(values, Setting.QUOTA_TOKEN_FILES, Setting.QUOTA_TOKEN_SIZE)),
                s3(values));
        web = web(values);
        stopNotice = values.pause(Setting.STOP_NOTICE);
        stopPatience = values.pause(Setting.STOP_PATIENCE);
        backupFolder = values.text(Setting.BACKUP_FOLDER)
                .map(folder -> Path.of(folder).toAbsolutePath().normalize());
        backupEvery = values.duration(Setting.BACKUP_EVERY);
        backupKeep = values.number(Setting.BACKUP_KEEP);
        archiveAddress = ArchiveAddress.of(
                values,
                values.text(Setting.ARCHIVE_S3_ENDPOINT)
                        .map(address -> storeAddress(Setting.ARCHIVE_S3_ENDPOINT, address)),
                files.s3());
        archivePlace = archiveAddress.kept(values, dataFolder);
        archiveKeep = Duration.ofDays(values.number(Setting.ARCHIVE_DAYS));
        logFormat = values.choice(Setting.LOG_FORMAT, LogFormat.class);
        metrics = metrics(values);
        traces = new TracingSettings(
                values.text(Setting.TRACES_URL).map(Settings::collector), values.number(Setting.TRACES_PERCENT));
        slowStatement = values.duration(Setting.SLOW_STATEMENT);
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

    /** How the audit log is kept. */
    AuditSettings audit() {
        return audit;
    }

    /** TCP port to listen on; 0 picks a free one. */
    int port() {
        return port;
    }

    /** Address to listen on. */
    String listen() {
        return listen;
    }

    /** How proxies and browsers reach this process. */
    Listening listening() {
        return listening;
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

    /** What the operator decides about the schema. */
    SchemaSettings schema() {
        return schema;
    }

    /** The key that wraps the key ring; empty keeps one in the data folder. */
    Optional<MasterKey> masterKey() {
        return masterKey;
    }

    /** The master key before, which opens what was wrapped by it. */
    Optional<MasterKey> oldMasterKey() {
        return oldMasterKey;
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

    /** How long a server that is told to stop goes on serving. */
    Duration stopNotice() {
        return stopNotice;
    }

    /** How long what is under way may take when the port has closed. */
    Duration stopPatience() {
        return stopPatience;
    }

    /** The backups that this server makes by itself, of the database at this address. */
    BackupSettings backups(String jdbcUrl) {
        return new BackupSettings(
                backupFolder,
                backupEvery,
                backupKeep,
                new BackupSource(
                        jdbcUrl,
                        false,
                        Optional.of(files),
                        dataFolder,
                        () -> masterKeys().held(),
                        Vouchsafe.version()));
    }

    /** The archive of the embedded database; empty where none is asked for. */
    Optional<ArchiveSettings> archive() {
        return archivePlace.map(place -> new ArchiveSettings(
                place, archiveKeep, dataFolder, files, () -> masterKeys().held(), Vouchsafe.version()));
    }

    /** Reads where archives lie. */
    ArchiveAddress archiveAddress() {
        return archiveAddress;
    }

    /** The master keys that this server has. */
    MasterKeys masterKeys() {
        return masterKey
                .map(key -> MasterKeys.given(key, oldMasterKey))
                .orElseGet(() -> MasterKeys.inFile(dataFolder.resolve("master.key")));
    }

    /** The format of log lines. */
    LogFormat logFormat() {
        return logFormat;
    }

    /** Whether that address was given, and is not only where the server listens. */
    boolean hasPublicAddress() {
        return baseUrl.isPresent();
    }

    /** How the database at this address is used. */
    DatabaseSettings database(String jdbcUrl) {
        return new DatabaseSettings(jdbcUrl, feedUrl(), poolSize(), databaseLimits(), slowStatement());
    }

    /** Where traces go. */
    TracingSettings traces() {
        return traces;
    }

    /** How long a statement may take without being logged. */
    Duration slowStatement() {
        return slowStatement;
    }

    /** Who may read what is counted. */
    MetricsSettings metrics() {
        return metrics;
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

    private static Listening listening(SettingValues values, String listen, Optional<URI> baseUrl) {
        try {
            Optional<UnixSocket> socket = UnixSocket.of(
                    listen, values.text(Setting.SOCKET_MODE).orElseThrow(), values.text(Setting.SOCKET_GROUP));
            if (socket.isPresent() && baseUrl.isEmpty()) {
                throw new IllegalArgumentException(
                        "nobody reaches a Unix socket but through a proxy; set base-url to its address");
            }
            return new Listening(socket, values.yes(Setting.HTTP2));
        } catch (IllegalArgumentException wrong) {
            throw new InvalidSettings(
                    "listen, socket-mode (VOUCHSAFE_LISTEN, VOUCHSAFE_SOCKET_MODE): " + wrong.getMessage());
        }
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

    private static URI collector(String text) {
        try {
            URI url = URI.create(text);
            boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (http && url.getHost() != null && url.getRawUserInfo() == null) {
                return url;
            }
        } catch (IllegalArgumentException noUrl) {
            // Refused below, in the same words as one of another kind.
        }
        throw new InvalidSettings(Setting.TRACES_URL.bothNames()
                + " must be an http or https URL without a user name, such as http://127.0.0.1:4318/v1/traces");
    }

    private static MetricsSettings metrics(SettingValues values) {
        int port = values.number(Setting.METRICS_PORT);
        if (port > 0 && port == values.number(Setting.PORT)) {
            throw new InvalidSettings(
                    Setting.METRICS_PORT.bothNames() + " is the same as port; choose another one, or 0"
                            + " and a metrics-token to have /metrics at the server's own address");
        }
        Optional<String> token = values.text(Setting.METRICS_TOKEN);
        if (token.isPresent() && !METRICS_TOKEN.matcher(token.get()).matches()) {
            throw new InvalidSettings(
                    Setting.METRICS_TOKEN.bothNames() + " must be 16 characters or more, letters, digits"
                            + " and -._~+/=, such as openssl rand -hex 24 prints");
        }
        return new MetricsSettings(port, values.text(Setting.METRICS_LISTEN).orElseThrow(), token);
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

    private static Quota quota(SettingValues values, Setting files, Setting size) {
        return new Quota(values.number(files), values.sizeOrNone(size));
    }

    private static Optional<S3Settings> s3(SettingValues values) {
        List<Setting> needed = List.of(Setting.S3_BUCKET, Setting.S3_ACCESS_KEY, Setting.S3_SECRET_KEY);
        Optional<URI> endpoint =
                values.text(Setting.S3_ENDPOINT).map(address -> storeAddress(Setting.S3_ENDPOINT, address));
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

    private static URI storeAddress(Setting setting, String text) {
        try {
            return new PublicAddress(URI.create(text)).base();
        } catch (IllegalArgumentException wrong) {
            throw new InvalidSettings(setting.bothNames() + " must be an http or https URL");
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

    private static MasterKey masterKey(Setting setting, String text) {
        try {
            return MasterKey.parse(text);
        } catch (IllegalArgumentException wrong) {
            throw new InvalidSettings(setting.bothNames() + ": " + wrong.getMessage());
        }
    }

    private static Optional<MasterKey> oldMasterKey(SettingValues values) {
        Optional<String> old = values.text(Setting.MASTER_KEY_OLD);
        if (old.isPresent() && values.text(Setting.MASTER_KEY).isEmpty()) {
            throw new InvalidSettings("master-key-old (VOUCHSAFE_MASTER_KEY_OLD) is set but master-key is not: set the"
                    + " new one as master-key, or leave both to the file master.key");
        }
        return old.map(key -> masterKey(Setting.MASTER_KEY_OLD, key));
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
            return BaseUrl.of(text);
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
