package vouchsafe.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import vouchsafe.TestServer;
import vouchsafe.db.Bouncer;
import vouchsafe.db.DatabaseSettings;
import vouchsafe.db.DebianPostgres;
import vouchsafe.doctor.Doctor;
import vouchsafe.doctor.Examination;
import vouchsafe.doctor.Finding;
import vouchsafe.doctor.Installation;
import vouchsafe.embedded.FreePort;
import vouchsafe.files.FilesSettings;
import vouchsafe.files.S3Settings;
import vouchsafe.mail.MailSettings;
import vouchsafe.web.PublicAddress;
import vouchsafe.web.WebSettings;

/**
 * The doctor finds nothing wrong with an installation that is well, and finds each thing that is really broken, and nothing
 * else: real proxies, certificates, poolers, databases, relays, stores and disks.
 */
@Tag("slow")
class DoctorTest {
    private static final String BUCKET = "members";
    private static final String MASTER_KEY = "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=";

    @TempDir
    static Path folder;

    private static TestCertificate good;
    private static TestCertificate expired;
    private static TestCertificate soon;
    private static TestCertificate shortLived;
    private static TestCertificate otherName;
    private static HaproxyDoors proxy;
    private static GreenMail relay;
    private static S3Proxy store;
    private static DebianPostgres postgres;
    private static Server server;
    private static Settings settings;
    private static Installation well;

    @BeforeAll
    static void start() throws Exception {
        good = TestCertificate.of(folder, "good", "localhost", 100);
        expired = TestCertificate.of(folder, "expired", "localhost", 5);
        soon = TestCertificate.of(folder, "soon", "localhost", 12);
        shortLived = TestCertificate.of(folder, "shortlived", "localhost", 15);
        otherName = TestCertificate.of(folder, "other", "elsewhere.example.org", 100);
        int port = FreePort.find();
        proxy = HaproxyDoors.before(port, folder, doors());
        relay = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        relay.start();
        relay.setUser("vouchsafe@example.org", "sender", "right");
        store = S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(
                        Files.createDirectory(folder.resolve("objects")).toString()))
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, "access", "secret")
                .build();
        store.start();
        makeBucket();
        settings = Settings.of(Map.ofEntries(
                Map.entry(Setting.PORT, Integer.toString(port)),
                Map.entry(Setting.DATA_DIR, dataFolder().toString()),
                Map.entry(Setting.BASE_URL, "https://localhost:" + proxy.port("good")),
                Map.entry(Setting.TRUSTED_PROXIES, "127.0.0.1"),
                Map.entry(Setting.MASTER_KEY, MASTER_KEY),
                Map.entry(Setting.MAIL_FROM, "vouchsafe@example.org"),
                Map.entry(Setting.SMTP_HOST, "127.0.0.1"),
                Map.entry(Setting.SMTP_PORT, Integer.toString(relay.getSmtp().getPort())),
                Map.entry(Setting.SMTP_TLS, "none"),
                Map.entry(Setting.SMTP_USER, "sender"),
                Map.entry(Setting.SMTP_PASSWORD, "right"),
                Map.entry(Setting.S3_ENDPOINT, "http://127.0.0.1:" + store.getPort()),
                Map.entry(Setting.S3_BUCKET, BUCKET),
                Map.entry(Setting.S3_ACCESS_KEY, "access"),
                Map.entry(Setting.S3_SECRET_KEY, "secret")));
        server = Server.start(settings, TestServer.MACHINE);
        well = trusting(
                FoundInstallation.ofThisServer(settings, server.context().getBean(DatabaseSettings.class)),
                good.trusting());
        postgres = DebianPostgres.start(Files.createDirectory(folder.resolve("debian")));
    }

    private static Path dataFolder() throws IOException {
        Path data = Files.createDirectory(
                folder.resolve("data"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path site = Files.createDirectory(data.resolve("site"));
        Files.writeString(site.resolve("terms.md"), "# Terms\n\nBe kind.\n");
        Files.writeString(site.resolve("privacy.md"), "# Privacy\n\nYour data is yours.\n");
        return data;
    }

    private static void makeBucket() {
        try (S3Client client = S3Client.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + store.getPort()))
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("access", "secret")))
                .build()) {
            client.createBucket(request -> request.bucket(BUCKET));
        }
    }

    private static HaproxyDoors.Doors doors() {
        String proto = "http-request set-header X-Forwarded-Proto https\n";
        String all = proto + "option forwardfor\n";
        String there = "default_backend server\n";
        return new HaproxyDoors.Doors()
                .door("good", good.pem(), all + there)
                .door("expired", expired.pem(), all + there)
                .door("soon", soon.pem(), all + there)
                .door("shortlived", shortLived.pem(), all + there)
                .door("othername", otherName.pem(), all + there)
                .door("nowhere", good.pem(), all + "default_backend nobody\n")
                .door("otherhost", good.pem(), "http-request return status 200 content-type text/plain string hello\n")
                .door("nofor", good.pem(), proto + there)
                .door("noproto", good.pem(), "option forwardfor\n" + there)
                .door(
                        "plainproto",
                        good.pem(),
                        "option forwardfor\nhttp-request set-header X-Forwarded-Proto http\n" + there)
                .door(
                        "forged",
                        good.pem(),
                        proto
                                + "http-request set-header X-Forwarded-For %[src] unless { req.hdr(X-Forwarded-For) -m"
                                + " found }\n"
                                + there)
                .door("host", good.pem(), "http-request set-header Host backend.internal\n" + all + there)
                .door("nosocket", good.pem(), "http-request del-header Upgrade\n" + all + there)
                .door("denysocket", good.pem(), "http-request deny deny_status 403 if { path /ws }\n" + all + there)
                .door(
                        "limit",
                        good.pem(),
                        "http-request return status 413 if { req.hdr(content-length) -m int gt 1000000 }\n" + all
                                + there);
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
        if (postgres != null) {
            postgres.close();
        }
        if (proxy != null) {
            proxy.close();
        }
        relay.stop();
        store.stop();
    }

    /** The kinds of what is found. */
    private static Set<String> kinds(Installation installation) {
        return kinds(Doctor.examine(installation));
    }

    private static Set<String> kinds(Examination examination) {
        return examination.findings().stream().map(Finding::kind).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Installation trusting(Installation one, SSLContext tls) {
        return new Installation(
                one.given(),
                one.folder(),
                one.database(),
                one.network(),
                one.mail(),
                one.files(),
                one.process(),
                one.key(),
                tls,
                one.clock());
    }

    private static Installation with(Installation.Network network) {
        return new Installation(
                well.given(),
                well.folder(),
                well.database(),
                network,
                well.mail(),
                well.files(),
                well.process(),
                well.key(),
                well.tls(),
                well.clock());
    }

    private static Installation with(Installation.Folder dataFolder) {
        return new Installation(
                well.given(),
                dataFolder,
                well.database(),
                well.network(),
                well.mail(),
                well.files(),
                well.process(),
                well.key(),
                well.tls(),
                well.clock());
    }

    private static Installation with(String jdbcUrl, Optional<String> feedUrl) {
        return new Installation(
                well.given(),
                well.folder(),
                new Installation.Database.At(
                        new DatabaseSettings(
                                jdbcUrl,
                                feedUrl,
                                settings.poolSize(),
                                settings.databaseLimits(),
                                settings.slowStatement()),
                        false),
                well.network(),
                well.mail(),
                well.files(),
                well.process(),
                well.key(),
                well.tls(),
                well.clock());
    }

    private static Installation with(MailSettings mail, FilesSettings files) {
        return new Installation(
                well.given(),
                well.folder(),
                well.database(),
                well.network(),
                mail,
                files,
                well.process(),
                well.key(),
                well.tls(),
                well.clock());
    }

    private static Installation at(String address, List<String> trusted) {
        return with(new Installation.Network(
                new PublicAddress(URI.create(address)),
                settings.listen(),
                settings.port(),
                new WebSettings(trusted, false)));
    }

    private static Installation behind(String door) {
        return at("https://localhost:" + proxy.port(door), List.of("127.0.0.1"));
    }

    /** Whoever may connect to the socket is the proxy: no address stands for it. */
    @Test
    void a_unix_socket_is_a_place_to_listen() {
        Installation onSocket = with(new Installation.Network(
                well.network().address(), "unix:/run/vouchsafe/socket", -1, new WebSettings(List.of(), false)));
        assertThat(kinds(onSocket)).doesNotContain("settings.listen", "settings.no-trusted-proxy");
        assertThat(onSocket.network().door()).isEqualTo("unix:/run/vouchsafe/socket");
    }

    @Test
    void nothing_is_wrong_where_all_is_well() {
        Examination examination = Doctor.examine(well);
        assertThat(examination.findings()).isEmpty();
        assertThat(examination.skipped()).isEmpty();
        assertThat(relay.getReceivedMessages()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "nowhere,    address.proxy-to-nowhere",
        "otherhost,  address.another",
        "nofor,      address.forwarded-for",
        "noproto,    address.forwarded-proto",
        "plainproto, address.forwarded-proto",
        "forged,     address.forged",
        "host,       address.host",
        "nosocket,   address.websocket",
        "denysocket, address.websocket",
        "limit,      address.body-limit"
    })
    void a_proxy_that_is_set_up_wrong(String door, String kind) {
        assertThat(kinds(behind(door))).containsExactly(kind);
    }

    @Test
    void certificates() {
        assertThat(kinds(trusting(behind("expired"), expired.trusting())))
                .containsExactly("address.certificate-expired");
        assertThat(kinds(trusting(behind("soon"), soon.trusting()))).containsExactly("address.certificate-soon");
        assertThat(kinds(trusting(behind("shortlived"), shortLived.trusting()))).isEmpty();
        assertThat(kinds(trusting(behind("othername"), otherName.trusting()))).containsExactly("address.certificate");
        assertThat(kinds(trusting(behind("good"), otherName.trusting()))).containsExactly("address.certificate");
    }

    @Test
    void addresses_that_lead_nowhere_or_are_not_what_they_should_be() {
        assertThat(kinds(at("https://localhost:1", List.of("127.0.0.1")))).containsExactly("address.unreachable");
        assertThat(kinds(at("https://nobody.invalid", List.of("127.0.0.1")))).containsExactly("address.name");
        assertThat(kinds(at("https://localhost:" + settings.port(), List.of("127.0.0.1"))))
                .contains("address.tls");
        assertThat(kinds(at("https://localhost:" + proxy.port("good"), List.of("10.0.0.1"))))
                .containsExactly("address.untrusted-proxy");
        assertThat(kinds(at("https://localhost:" + proxy.port("good"), List.of())))
                .containsExactlyInAnyOrder("settings.no-trusted-proxy", "address.untrusted-proxy");
        assertThat(kinds(at("http://nobody.invalid", List.of())))
                .containsExactlyInAnyOrder("settings.plain-http", "address.name");
    }

    @Test
    void databases() {
        // Debian's server runs without waiting for the disk here, in the locale of whoever started the tests.
        Set<String> usual = kinds(with(postgres.jdbcUrl(), Optional.empty()));
        assertThat(usual).contains("database.fsync").isSubsetOf("database.fsync", "database.locale");

        postgres.execute("postgres", "CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
        assertThat(kinds(with(postgres.jdbcUrl("latin"), Optional.empty())))
                .containsExactlyInAnyOrder("database.encoding", "database.fsync");

        postgres.execute("postgres", "CREATE DATABASE ascii ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0");
        assertThat(kinds(with(postgres.jdbcUrl("ascii"), Optional.empty())))
                .containsExactlyInAnyOrder("database.locale", "database.fsync");

        postgres.execute("postgres", "CREATE DATABASE few LOCALE 'C.UTF-8' TEMPLATE template0 CONNECTION LIMIT 10");
        assertThat(kinds(with(postgres.jdbcUrl("few"), Optional.empty())))
                .containsExactlyInAnyOrder("database.connections", "database.fsync");

        postgres.execute("postgres", "CREATE DATABASE closed LOCALE 'C.UTF-8' TEMPLATE template0");
        postgres.execute("postgres", "ALTER DATABASE closed SET default_transaction_read_only = on");
        postgres.execute("postgres", "ALTER DATABASE closed SET synchronous_commit = off");
        assertThat(kinds(with(postgres.jdbcUrl("closed"), Optional.empty())))
                .containsExactlyInAnyOrder("database.read-only", "database.fsync");

        assertThat(kinds(with(postgres.jdbcUrl("nobodys"), Optional.empty()))).containsExactly("database.missing");
        assertThat(kinds(with("jdbc:postgresql://127.0.0.1:1/vouchsafe?user=vouchsafe", Optional.empty())))
                .containsExactly("database.unreachable");
    }

    @Test
    void a_standby_and_a_pooler() {
        Set<String> usual = kinds(with(postgres.jdbcUrl(), Optional.empty()));
        try (Bouncer bouncer = Bouncer.before(postgres, folder)) {
            assertThat(kinds(with(bouncer.jdbcUrl(), Optional.empty()))).isEqualTo(and(usual, "database.pooler"));
            assertThat(kinds(with(bouncer.jdbcUrl(), Optional.of(bouncer.jdbcUrl()))))
                    .isEqualTo(and(usual, "database.feed"));
            assertThat(kinds(with(bouncer.jdbcUrl(), Optional.of(postgres.jdbcUrl()))))
                    .isEqualTo(usual);
        }
        try (DebianPostgres standby = postgres.standby()) {
            assertThat(kinds(with(standby.jdbcUrl(), Optional.empty()))).isEqualTo(and(usual, "database.standby"));
            assertThat(kinds(with(postgres.jdbcUrl(), Optional.empty()))).isEqualTo(usual);
            postgres.execute("postgres", "ALTER SYSTEM SET synchronous_standby_names = ''");
            postgres.execute("postgres", "SELECT pg_reload_conf()");
            org.awaitility.Awaitility.await("nobody is waited for")
                    .until(() -> kinds(with(postgres.jdbcUrl(), Optional.empty()))
                            .equals(and(usual, "database.replication")));
        }
    }

    private static Set<String> and(Set<String> kinds, String another) {
        Set<String> all = new TreeSet<>(kinds);
        all.add(another);
        return all;
    }

    @Test
    void mail_relays() throws IOException {
        int port = relay.getSmtp().getPort();
        assertThat(kinds(mail(Optional.of(relay(port, "none", "sender", "wrong")))))
                .containsExactly("mail.sign-in");
        assertThat(kinds(mail(Optional.of(relay(port, "starttls", "sender", "right")))))
                .containsExactly("mail.tls");
        assertThat(kinds(mail(Optional.of(relay(port, "implicit", "sender", "right")))))
                .containsExactly("mail.tls");
        assertThat(kinds(mail(Optional.of(relay(1, "none", "", ""))))).containsExactly("mail.unreachable");
        assertThat(kinds(mail(Optional.empty()))).containsExactly("mail.none");
        assertThat(relay.getReceivedMessages()).isEmpty();
        // It takes the connection and says nothing.
        try (java.net.ServerSocket silent =
                new java.net.ServerSocket(0, 50, java.net.InetAddress.getLoopbackAddress())) {
            assertThat(kinds(mail(Optional.of(relay(silent.getLocalPort(), "none", "", "")))))
                    .containsExactly("mail.unreachable");
        }
    }

    private static MailSettings.Relay relay(int port, String tls, String user, String password) {
        return new MailSettings.Relay(
                "127.0.0.1",
                port,
                MailSettings.Encryption.valueOf(tls.toUpperCase(java.util.Locale.ROOT)),
                user,
                password);
    }

    private static Installation mail(Optional<MailSettings.Relay> relay) {
        return with(new MailSettings("vouchsafe@example.org", relay), well.files());
    }

    @Test
    void object_stores() {
        assertThat(kinds(files(store.getPort(), BUCKET, "wrong"))).containsExactly("files.keys");
        assertThat(kinds(files(store.getPort(), "nobodys-bucket", "secret"))).containsExactly("files.bucket");
        assertThat(kinds(files(1, BUCKET, "secret"))).containsExactly("files.unreachable");
    }

    private static Installation files(int port, String bucket, String secret) {
        return with(
                well.mail(),
                new FilesSettings(
                        folder.resolve("files"),
                        well.files().largest(),
                        well.files().reserve(),
                        well.files().quotas(),
                        Optional.of(new S3Settings(
                                URI.create("http://127.0.0.1:" + port), bucket, "us-east-1", "access", secret))));
    }

    @Test
    void data_folders() throws IOException {
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(kinds(with(new Installation.Folder(open, true, true, 0))))
                .containsExactlyInAnyOrder("folder.mode", "key.beside-data", "texts.terms", "texts.privacy");

        Path below = texts(Files.createDirectory(
                open.resolve("below"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
        assertThat(kinds(with(new Installation.Folder(below, true, false, 0)))).containsExactly("folder.way");

        Path tight = texts(Files.createDirectory(
                folder.resolve("tight"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
        Files.createSymbolicLink(tight.resolve("files"), folder.resolve("not mounted"));
        Files.writeString(tight.resolve("postgres.password"), "secret");
        Files.setPosixFilePermissions(tight.resolve("postgres.password"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(kinds(with(new Installation.Folder(tight, true, false, 0))))
                .containsExactlyInAnyOrder("folder.secret-mode", "folder.link-to-nothing");

        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("not mounted"));
        assertThat(kinds(with(new Installation.Folder(link, true, false, 0)))).contains("folder.link-to-nothing");
    }

    @Test
    void a_clock_that_was_put_back() throws IOException {
        Path back = texts(Files.createDirectory(
                folder.resolve("back"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
        Path log = Files.writeString(Files.createDirectory(back.resolve("logs")).resolve("server.log"), "a line\n");
        Files.setLastModifiedTime(log, FileTime.from(Instant.now().plus(Duration.ofHours(3))));
        assertThat(kinds(with(new Installation.Folder(back, true, false, 0)))).containsExactly("machine.clock-back");
    }

    private static Path texts(Path data) throws IOException {
        Path site = Files.createDirectory(data.resolve("site"));
        Files.writeString(site.resolve("terms.md"), "# Terms\n\nBe kind.\n");
        Files.writeString(site.resolve("privacy.md"), "# Privacy\n\nYour data is yours.\n");
        return data;
    }

    /** A disk of 8 MB, in memory: that is found as well. */
    @Test
    void a_disk_that_is_nearly_full() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Process mount = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=8m,mode=0700", "none", disk.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Assumptions.assumeTrue(
                mount.waitFor(60, TimeUnit.SECONDS) && mount.exitValue() == 0,
                "skipped: this user may not mount a disk");
        try {
            texts(disk);
            Files.write(disk.resolve("filling"), new byte[6 << 20]);
            assertThat(kinds(with(new Installation.Folder(disk, true, false, 4 << 20))))
                    .containsExactlyInAnyOrder("folder.full", "folder.memory");
        } finally {
            new ProcessBuilder("umount", "-l", disk.toString()).start().waitFor(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void a_check_that_gets_no_answer_ends_and_holds_up_no_other() throws Exception {
        try (java.net.ServerSocket silent =
                new java.net.ServerSocket(0, 50, java.net.InetAddress.getLoopbackAddress())) {
            long began = System.nanoTime();
            Installation frozen = with(
                    "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/vouchsafe?user=vouchsafe",
                    Optional.empty());
            assertThat(kinds(frozen)).containsExactly("database.unreachable");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(90));
        }
    }

    @Test
    void what_is_told_holds_no_secret() {
        String told = Doctor.examine(with(
                                "jdbc:postgresql://127.0.0.1:1/vouchsafe?user=vouchsafe&password=hidden-word",
                                Optional.empty()))
                        .findings()
                + Doctor.examine(mail(Optional.of(relay(relay.getSmtp().getPort(), "none", "sender", "hidden-word"))))
                        .findings()
                        .toString()
                + Doctor.examine(files(store.getPort(), BUCKET, "hidden-word")).findings();
        assertThat(told).doesNotContain("hidden-word");
    }

    @Test
    void strangers_find_nothing_where_the_doctor_asks() throws Exception {
        try (java.net.http.HttpClient client = java.net.http.HttpClient.newHttpClient()) {
            for (String header : new String[] {"", "a", "a.b", "x".repeat(500)}) {
                var request = java.net.http.HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + settings.port() + "/health/doctor"));
                if (!header.isEmpty()) {
                    request.header("X-Vouchsafe-Doctor", header);
                }
                assertThat(client.send(request.build(), java.net.http.HttpResponse.BodyHandlers.ofString())
                                .statusCode())
                        .isEqualTo(404);
            }
        }
    }

    @Test
    void settings_that_cannot_be_read_are_findings_and_everything_else_is_looked_at() throws IOException {
        Path open = Files.createDirectory(folder.resolve("wrong settings"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.writeString(open.resolve("vouchsafe.properties"), "prot = 8080\nmember-cap = many\n");
        Files.setPosixFilePermissions(
                open.resolve("vouchsafe.properties"), PosixFilePermissions.fromString("rw-------"));
        VouchsafeProcess.Ended ended = InThisProcess.run(
                "",
                Map.of(
                        "VOUCHSAFE_DATA_DIR", open.toString(),
                        "VOUCHSAFE_PORT", "x",
                        "VOUCHSAFE_SMTP_USER", "somebody",
                        "VOUCHSAFE_DB_URL", "mysql://somewhere",
                        "VOUCHSAFE_S3_SECRET_KEY_FILE", open.resolve("nothing").toString(),
                        "VOUCHSAFE_WRONG", "1"),
                "doctor");
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out())
                .contains("prot", "did you mean port")
                .contains("member-cap (VOUCHSAFE_MEMBER_CAP) must be a whole number")
                .contains("port (VOUCHSAFE_PORT) must be a whole number")
                .contains("smtp-user is set but smtp-host is not")
                .contains("db-url (VOUCHSAFE_DB_URL) must begin with")
                .contains("VOUCHSAFE_S3_SECRET_KEY_FILE is not there")
                .contains("VOUCHSAFE_WRONG is not a setting")
                .contains("chmod 700")
                .contains("the database (db-url can't be read)");
    }

    @Test
    void nothing_is_made_where_nothing_is() {
        Path nothing = folder.resolve("nothing here");
        VouchsafeProcess.Ended ended =
                InThisProcess.run("", Map.of("VOUCHSAFE_DATA_DIR", nothing.toString()), "doctor", "--json");
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.out()).contains("\"kind\":\"mail.none\"").contains("it is made at the first start");
        assertThat(nothing).doesNotExist();
    }

    /** The command by itself: on a folder that somebody serves, and then on the same one that nobody serves. */
    @Test
    void the_command_finds_nothing_wrong_with_a_server_that_runs_and_with_one_that_does_not() throws Exception {
        Path data = texts(Files.createDirectory(
                folder.resolve("served"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
        Map<String, String> environment = Map.of(
                "VOUCHSAFE_DATA_DIR",
                data.toString(),
                "VOUCHSAFE_MASTER_KEY",
                MASTER_KEY,
                "VOUCHSAFE_MAIL_FROM",
                "vouchsafe@example.org",
                "VOUCHSAFE_SMTP_HOST",
                "127.0.0.1",
                "VOUCHSAFE_SMTP_PORT",
                Integer.toString(relay.getSmtp().getPort()),
                "VOUCHSAFE_SMTP_TLS",
                "none");
        try (VouchsafeProcess served = VouchsafeProcess.serve(
                data, List.of(), environment, Program.ofThisBuild().arguments())) {
            VouchsafeProcess.Ended running = VouchsafeProcess.run("", environment, "doctor");
            assertThat(running).isEqualTo(new VouchsafeProcess.Ended(0, "Nothing is wrong.\n", ""));
            assertThat(served.status("/health/ready")).isEqualTo(200);
        }
        VouchsafeProcess.Ended stopped = VouchsafeProcess.run("", environment, "doctor", "--json");
        assertThat(stopped.exitCode()).isZero();
        assertThat(stopped.out()).startsWith("{\"well\":true").contains("\"why\":\"no server runs\"");
        assertThat(stopped.err()).isEmpty();
    }

    @Test
    void a_machine_that_gives_too_little_is_found() throws Exception {
        Process limited = new ProcessBuilder("sh", "-c", "ulimit -n 256; exec sleep 300").start();
        try {
            Installation installation = new Installation(
                    well.given(),
                    well.folder(),
                    well.database(),
                    well.network(),
                    well.mail(),
                    well.files(),
                    new Installation.Running(OptionalLong.of(limited.pid()), Map.of("TZ", "Nowhere/City")),
                    well.key(),
                    well.tls(),
                    well.clock());
            org.awaitility.Awaitility.await("its limit is set")
                    .until(() -> kinds(installation).equals(Set.of("machine.open-files", "machine.time-zone")));
        } finally {
            limited.destroyForcibly();
        }
    }
}
