package vouchsafe.app;

import java.util.EnumSet;
import java.util.Set;
import vouchsafe.app.SettingRange.OneOf;
import vouchsafe.app.SettingRange.Pause;
import vouchsafe.app.SettingRange.Size;
import vouchsafe.app.SettingRange.SizeOrNone;
import vouchsafe.app.SettingRange.Time;
import vouchsafe.app.SettingRange.Whole;
import vouchsafe.app.SettingRange.YesNo;
import vouchsafe.mail.MailSettings;

/**
 * Every setting: its key in the configuration file, its default, the values it takes, and its meaning. The environment variable
 * is the key in capitals with underscores, after {@code VOUCHSAFE_}. {@link Settings} is what they come to.
 */
public enum Setting {
    PORT("port", "8080", new Whole(0, 65_535), "TCP port to listen on; 0 picks a free one"),
    // The default is loopback, so that a server that is only tried out is not open to the network. A proxy that
    // speaks TLS usually stands before it on the same machine; only one on another machine needs another address.
    LISTEN(
            "listen",
            "127.0.0.1",
            "address to listen on; 0.0.0.0 is every network this machine is in; unix:/PATH a Unix socket in place of a"
                    + " port"),
    SOCKET_MODE("socket-mode", "660", "who may connect to the Unix socket, as chmod writes it"),
    SOCKET_GROUP("socket-group", "", "group of the Unix socket, such as www-data; none leaves that of this process"),
    HTTP2("http2", "false", new OneOf(YesNo.class), "true speaks HTTP/2 without TLS (h2c), too, for a proxy"),
    DATA_DIR("data-dir", "data", "folder for everything that must survive a restart"),
    BASE_URL("base-url", "", "the address people reach this server at; http://localhost:PORT where none is given"),
    AUTHORITY(
            "authority", "", "what stands behind the @ of members' user ids; HOST of the base URL where none is given"),
    DB_URL(
            "db-url",
            "",
            "a PostgreSQL 15 or newer, jdbc:postgresql://... or postgresql://...; none starts one in data-dir"),
    DB_POOL_SIZE("db-pool-size", "16", new Whole(2, 1_000), "database connections this server may hold"),
    DB_FEED_URL(
            "db-feed-url",
            "",
            "the database's own address, where db-url leads through a pooler that does not keep sessions"),
    DB_CONNECT_TIMEOUT(
            "db-connect-timeout", "3s", new Time(), "time for a host to take a connection, such as 500ms, 3s or 1m"),
    DB_LOGIN_TIMEOUT(
            "db-login-timeout", "10s", new Time(), "time for a connection to be made, all hosts of db-url together"),
    DB_WAIT_TIMEOUT(
            "db-wait-timeout", "3s", new Time(), "time for a free connection of the pool; files and jobs wait longer"),
    DB_STATEMENT_TIMEOUT("db-statement-timeout", "10s", new Time(), "time for a statement"),
    DB_LOCK_TIMEOUT("db-lock-timeout", "2s", new Time(), "time for a row that another one holds"),
    DB_IDLE_TRANSACTION_TIMEOUT(
            "db-idle-transaction-timeout",
            "20s",
            new Time(),
            "silence of this server after which the database ends a transaction"),
    DB_SOCKET_TIMEOUT(
            "db-socket-timeout",
            "15s",
            new Time(),
            "silence of the database after which a connection is lost; beyond a statement's"),
    DB_JOB_TIMEOUT("db-job-timeout", "5m", new Time(), "time for a statement of a job or a migration"),
    ALLOW_NEWER_SCHEMA(
            "allow-newer-schema",
            "false",
            new OneOf(YesNo.class),
            "true starts on tables that a newer release has changed, where that one says it can be done"),
    MASTER_KEY("master-key", "", "key that wraps the key ring; none keeps one in data-dir/master.key"),
    MASTER_KEY_OLD("master-key-old", "", "the master key before this one, until keys rewrap has run"),
    AUDIT_KEEP_YEARS(
            "audit-keep-years",
            "0",
            new Whole(0, 1_000),
            "years after which events of the audit log are erased; 0 keeps them for good"),
    MEMBER_CAP("member-cap", "20", new Whole(1, 1_000_000), "members a project may have before it is approved"),
    ERASURE_DAYS(
            "erasure-days", "30", new Whole(1, 3_650), "days a project has to confirm that it erased a member's data"),
    // Apps written for Open Humans have these compiled in.
    APP_SCHEMES(
            "app-schemes",
            "androidaps, openhumanshk, resilienceproject",
            "schemes without a dot, comma-separated, that phone apps may use in their redirect URLs"),
    // A class of students signs up behind one address.
    SIGN_UPS_PER_NETWORK(
            "sign-ups-per-network",
            "300",
            new Whole(1, 1_000_000),
            "accounts that one network may make in an hour; all together 20 times as many"),
    MAILS_PER_NETWORK(
            "mails-per-network",
            "60",
            new Whole(1, 1_000_000),
            "mails that people of one network may have sent to others in an hour through forms; all together 20 times"
                    + " as many"),
    MAX_FILE_SIZE("max-file-size", "5GB", new Size(), "largest file that can be uploaded, such as 500MB or 5GB"),
    // Sizes for which nobody who works by hand needs an exception, and which a program that runs wild does reach.
    QUOTA_MEMBER_SIZE(
            "quota-member-size", "50GB", new SizeOrNone(), "all files of one member together; 0 for no limit"),
    QUOTA_MEMBER_FILES(
            "quota-member-files",
            "100000",
            new Whole(0, 1_000_000_000),
            "number of files of one member; 0 for no limit"),
    QUOTA_PROJECT_SIZE(
            "quota-project-size",
            "500GB",
            new SizeOrNone(),
            "all files that came through one project together; 0 for no limit"),
    QUOTA_PROJECT_FILES(
            "quota-project-files",
            "1000000",
            new Whole(0, 1_000_000_000),
            "number of files that came through one project; 0 for no limit"),
    QUOTA_TOKEN_SIZE(
            "quota-token-size",
            "100GB",
            new SizeOrNone(),
            "what may be uploaded with one token in a day (UTC); 0 for no limit"),
    QUOTA_TOKEN_FILES(
            "quota-token-files",
            "100000",
            new Whole(0, 1_000_000_000),
            "number of files that may be uploaded with one token in a day (UTC); 0 for no limit"),
    MIN_FREE_SPACE("min-free-space", "512MB", new Size(), "room that uploads leave free on the disk of data-dir/files"),
    DISK_RESERVE(
            "disk-reserve",
            "128MB",
            new Size(),
            "room on the disk of data-dir below which sign-ups stop; at a quarter all but refreshes"),
    S3_ENDPOINT("s3-endpoint", "", "object store that speaks S3, https://...; none keeps files in data-dir/files"),
    S3_BUCKET("s3-bucket", "", "bucket for files; it must exist"),
    S3_REGION("s3-region", "us-east-1", "region of the bucket"),
    S3_ACCESS_KEY("s3-access-key", "", "access key of the object store"),
    S3_SECRET_KEY("s3-secret-key", "", "secret key of the object store"),
    MAIL_FROM("mail-from", "", "sender of all mail; vouchsafe@HOST of the base URL where none is given"),
    SMTP_HOST("smtp-host", "", "mail relay; without one, mail stays on the outbox page and in the log"),
    SMTP_PORT("smtp-port", "587", new Whole(1, 65_535), "port of the mail relay"),
    SMTP_USER("smtp-user", "", "user name at the mail relay; none sends without signing in"),
    SMTP_PASSWORD("smtp-password", "", "password at the mail relay"),
    SMTP_TLS(
            "smtp-tls",
            "starttls",
            new OneOf(MailSettings.Encryption.class),
            "starttls (required), implicit (TLS from the first byte) or none"),
    TRUSTED_PROXIES("trusted-proxies", "", "addresses or networks, comma-separated, whose X-Forwarded-For is believed"),
    OUTBOUND_PRIVATE(
            "outbound-private",
            "false",
            new OneOf(YesNo.class),
            "true lets webhooks reach private and loopback addresses"),
    // Longer than it takes haproxy, as it comes, to see three checks fail.
    STOP_NOTICE(
            "stop-notice",
            "8s",
            new Pause(),
            "time for which a server that is told to stop says so at /health/ready and goes on serving"),
    STOP_PATIENCE(
            "stop-patience",
            "1m",
            new Pause(),
            "time for uploads, downloads and other requests to come to their end when the port has closed"),
    // A port of its own is not behind the proxy, and so not on the public address.
    METRICS_PORT("metrics-port", "0", new Whole(0, 65_535), "TCP port on which /metrics answers alone; 0 opens none"),
    METRICS_LISTEN("metrics-listen", "127.0.0.1", "address of metrics-port"),
    METRICS_TOKEN(
            "metrics-token",
            "",
            "what a reader of /metrics shows as a bearer token, 16 characters or more; without metrics-port it is read"
                    + " at the server's own address"),
    TRACES_URL(
            "traces-url",
            "",
            "collector that takes traces by OTLP over HTTP, such as http://127.0.0.1:4318/v1/traces; none makes none"),
    TRACES_PERCENT(
            "traces-percent",
            "100",
            new Whole(1, 100),
            "requests in a hundred that are traced, where the proxy has not decided"),
    SLOW_STATEMENT(
            "slow-statement", "1s", new Time(), "time after which a statement of the database is logged as slow"),
    BACKUP_FOLDER("backup-folder", "", "folder for backups that the server makes by itself; none makes none"),
    BACKUP_EVERY("backup-every", "24h", new Time(), "time from one such backup to the next"),
    BACKUP_KEEP("backup-keep", "7", new Whole(1, 10_000), "how many such backups are kept"),
    ARCHIVE(
            "archive",
            "",
            "folder, or s3://BUCKET/PREFIX, to which the log of the embedded database and members' files go all the"
                    + " time; none keeps none"),
    ARCHIVE_DAYS(
            "archive-days", "7", new Whole(1, 3_650), "days back to which a server can be restored from the archive"),
    ARCHIVE_S3_ENDPOINT(
            "archive-s3-endpoint", "", "object store of the archive, https://...; none takes that of s3-endpoint"),
    ARCHIVE_S3_REGION("archive-s3-region", "us-east-1", "region of the archive's bucket"),
    ARCHIVE_S3_ACCESS_KEY("archive-s3-access-key", "", "access key of the archive's object store"),
    ARCHIVE_S3_SECRET_KEY("archive-s3-secret-key", "", "secret key of the archive's object store"),
    LOG_FORMAT("log-format", "text", new OneOf(Settings.LogFormat.class), "text, or json for one JSON object a line");

    private static final Set<Setting> SECRETS = EnumSet.of(
            DB_URL,
            DB_FEED_URL,
            MASTER_KEY,
            MASTER_KEY_OLD,
            S3_ACCESS_KEY,
            S3_SECRET_KEY,
            ARCHIVE_S3_ACCESS_KEY,
            ARCHIVE_S3_SECRET_KEY,
            SMTP_PASSWORD,
            METRICS_TOKEN);

    private final String key;
    private final String defaultText;
    private final SettingRange range;
    private final String meaning;

    Setting(String key, String defaultText, SettingRange range, String meaning) {
        this.key = key;
        this.defaultText = defaultText;
        this.range = range;
        this.meaning = meaning;
    }

    /** A setting of text, or of a kind of its own that {@link Settings} reads. */
    Setting(String key, String defaultText, String meaning) {
        this(key, defaultText, new SettingRange.Text(), meaning);
    }

    /** The name in a configuration file. */
    String key() {
        return key;
    }

    /** The name in the environment. */
    String variable() {
        return "VOUCHSAFE_" + name();
    }

    /** The value where none is set, as a file would write it; empty for none. */
    String defaultText() {
        return defaultText;
    }

    /** The values it takes. */
    SettingRange range() {
        return range;
    }

    /**
     * Whether its value is a secret, or has one in it. Such a one can also be given as the name of a file that holds it: by
     * {@link #fileKey}, {@link #fileVariable}, or as a credential of systemd's that has the name of the key.
     */
    boolean secret() {
        return SECRETS.contains(this);
    }

    /** The name in a configuration file under which the file of a secret stands. */
    String fileKey() {
        return key + "-file";
    }

    /** The name in the environment under which the file of a secret stands. */
    String fileVariable() {
        return variable() + "_FILE";
    }

    /** Its key and its variable, as messages name it. */
    String bothNames() {
        return key + " (" + variable() + ")";
    }

    /** Its meaning, in one line for people. */
    String meaning() {
        return meaning;
    }
}
