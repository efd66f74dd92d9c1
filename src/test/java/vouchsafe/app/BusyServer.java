package vouchsafe.app;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.MultipartForm;
import vouchsafe.TestServer;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;
import vouchsafe.accounts.NewMember;
import vouchsafe.accounts.Password;
import vouchsafe.accounts.Standings;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;
import vouchsafe.crypto.RandomText;
import vouchsafe.db.Job;
import vouchsafe.embedded.FreePort;
import vouchsafe.files.DataFile;
import vouchsafe.files.DataFiles;
import vouchsafe.files.FileChoice;
import vouchsafe.files.Purge;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.grants.Permissions;
import vouchsafe.oauth.AuthorizationRequest;
import vouchsafe.oauth.Authorizations;
import vouchsafe.projects.NewProject;
import vouchsafe.projects.Projects;
import vouchsafe.projects.TestProjects;

/** A server of a test's own with members who upload, erase, refresh and sign up, and who remember what was answered. */
final class BusyServer implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String CALLBACK = "https://app.example.org/callback";

    private final Server server;
    private final List<Thread> working = new ArrayList<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile boolean stopping;

    /** SHA-256 of each file whose upload was answered, by its number. */
    final Map<Long, String> uploaded = new ConcurrentHashMap<>();
    /** Numbers of files whose deletion was answered. */
    final Set<Long> deleted = ConcurrentHashMap.newKeySet();
    /** Names of members whose sign-up was answered. */
    final Set<String> signedUp = ConcurrentHashMap.newKeySet();

    private BusyServer(Server server) {
        this.server = server;
    }

    /** Starts a server on a data folder; further settings are those of this test. */
    static BusyServer on(Path dataFolder, Map<Setting, String> more) {
        return on(dataFolder, more, TestServer.MACHINE);
    }

    static BusyServer on(Path dataFolder, Map<Setting, String> more, Machine machine) {
        int port = FreePort.find();
        Map<Setting, String> settings = new EnumMap<>(Setting.class);
        settings.put(Setting.PORT, Integer.toString(port));
        settings.put(Setting.DATA_DIR, dataFolder.toString());
        settings.put(Setting.BASE_URL, "http://127.0.0.1:" + port);
        settings.put(Setting.MAIL_FROM, "vouchsafe@localhost");
        settings.putAll(more);
        return new BusyServer(Server.start(Settings.of(settings), machine));
    }

    <T> T bean(Class<T> type) {
        return server.context().getBean(type);
    }

    /** Does one round of a repeated job now. */
    void round(String job) {
        server.context().getBean(job, Job.Repeated.class).work().run();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }

    Member member() {
        String name = "m" + RandomText.alphanumeric(12).toLowerCase(Locale.ROOT);
        Member made = bean(Members.class)
                .create(new NewMember(
                        name, "Someone", name + "@example.org", true, new Password(TestServer.PASSWORD), false));
        signedUp.add(name);
        return made;
    }

    NewProject project(Member coordinator) {
        return bean(Projects.class)
                .create(
                        TestProjects.draft(TestProjects.form()),
                        bean(Standings.class).credentials(coordinator.id()).orElseThrow());
    }

    /** An app that a member connected, with the tokens that it was given last. */
    static final class Connection {
        final Grant grant;
        private final String clientId;
        private final String secret;
        volatile String access = "";
        volatile String refresh = "";

        Connection(Grant grant, String clientId, String secret) {
            this.grant = grant;
            this.clientId = clientId;
            this.secret = secret;
        }

        /** Status of the answer. */
        int refresh(BusyServer at) throws IOException, InterruptedException {
            return at.ask(this, "grant_type=refresh_token&refresh_token=" + refresh);
        }
    }

    Connection connect(NewProject project, Member member) throws IOException, InterruptedException {
        Client client =
                bean(Clients.class).find(project.project().clientRowId()).orElseThrow();
        Grant grant = bean(Grants.class)
                .authorize(
                        client.id(),
                        member.id(),
                        new Permissions(1, List.of("read", "write"), List.of(), false, false, false),
                        false,
                        "{}");
        String code = bean(Authorizations.class)
                .issueCode(
                        new AuthorizationRequest(
                                client, CALLBACK, true, null, List.of("read", "write"), null, null, Set.of(), null),
                        grant,
                        bean(Standings.class).credentials(member.id()).orElseThrow())
                .orElseThrow()
                .reveal();
        Connection connection =
                new Connection(grant, project.clientId(), project.clientSecret().reveal());
        int status = ask(connection, "grant_type=authorization_code&code=" + code + "&redirect_uri=" + CALLBACK);
        if (status != 200) {
            throw new AssertionError("no tokens: " + status);
        }
        return connection;
    }

    private int ask(Connection connection, String form) throws IOException, InterruptedException {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(url("/oauth2/token/")))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                form + "&client_id=" + connection.clientId + "&client_secret=" + connection.secret))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == 200) {
            JsonNode tokens = JsonMapper.shared().readTree(answer.body());
            connection.access = tokens.path("access_token").asString();
            connection.refresh = tokens.path("refresh_token").asString();
        }
        return answer.statusCode();
    }

    Path dataFolder() {
        return bean(Settings.class).dataFolder();
    }

    /** Status of a call with the access token that was given last. */
    int reads(Connection connection) throws IOException, InterruptedException {
        return HTTP.send(
                        HttpRequest.newBuilder(URI.create(url("/api/direct-sharing/project/exchange-member/")))
                                .header("Authorization", "Bearer " + connection.access)
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** Status of the answer to a refresh. */
    int refreshed(Connection connection) throws IOException, InterruptedException {
        return connection.refresh(this);
    }

    /** The app ends its tokens. */
    void end(Connection connection) throws IOException, InterruptedException {
        int status = HTTP.send(
                        HttpRequest.newBuilder(URI.create(url("/oauth2/revoke_token/")))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString("token=" + connection.refresh + "&client_id="
                                        + connection.clientId + "&client_secret=" + connection.secret))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
        if (status != 200) {
            throw new AssertionError("not revoked: " + status);
        }
    }

    /** The names of all members. */
    Set<String> signedUpNames() {
        return Set.copyOf(bean(JdbcClient.class)
                .sql("SELECT username FROM members")
                .query(String.class)
                .list());
    }

    /** Uploads random bytes; the number of the file. */
    long upload(Connection connection, int size) throws IOException, InterruptedException {
        byte[] content = new byte[size];
        ThreadLocalRandom.current().nextBytes(content);
        HttpRequest form = new MultipartForm()
                .fields(Map.of("metadata", "{\"description\":\"A night\",\"tags\":[\"sleep\"]}"))
                .file("data_file", "night.bin", content)
                .to(url("/api/direct-sharing/project/files/upload/"));
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(form, (name, value) -> true)
                        .header("Authorization", "Bearer " + connection.access)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == 503) {
            return -1;
        }
        if (answer.statusCode() != 201) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        long id = JsonMapper.shared().readTree(answer.body()).path("id").asLong();
        uploaded.put(id, sha256(content));
        return id;
    }

    void delete(Connection connection, long id) {
        bean(DataFiles.class).delete(connection.grant.memberId(), new FileChoice.Own(id), DataFiles.deletion());
        deleted.add(id);
    }

    /** SHA-256 of a file's bytes as the server gives them now. */
    String sha256(long id) throws IOException {
        DataFile file = bean(DataFiles.class).find(id).orElseThrow();
        try (InputStream content = bean(DataFiles.class).open(file, 0, file.size())) {
            return sha256(content.readAllBytes());
        }
    }

    List<Long> numbers(String statement) {
        return bean(JdbcClient.class).sql(statement).query(Long.class).list();
    }

    private interface Task {
        void run() throws Exception;
    }

    /** Members begin, and go on until {@link #rest}: each uploads and erases and refreshes, others sign up; erased bytes go at once. */
    void work(NewProject project, int members) throws IOException, InterruptedException {
        for (int i = 0; i < members; i++) {
            Connection connection = connect(project, member());
            List<Long> own = new ArrayList<>();
            begin(() -> {
                long id = upload(connection, ThreadLocalRandom.current().nextInt(1, 100_000));
                if (id > 0) {
                    own.add(id);
                }
                if (own.size() > 3) {
                    delete(connection, own.removeFirst());
                }
                connection.refresh(this);
            });
        }
        begin(this::member);
        begin(() -> bean(Purge.class).run());
    }

    private void begin(Task task) {
        working.add(Thread.ofPlatform().daemon().start(() -> {
            while (!stopping) {
                try {
                    task.run();
                } catch (Throwable broken) {
                    failure.compareAndSet(null, broken);
                    return;
                }
            }
        }));
    }

    /** Ends the work; nobody may have been refused anything. */
    void rest() throws InterruptedException {
        stopping = true;
        for (Thread each : working) {
            each.join();
        }
        if (failure.get() != null) {
            throw new AssertionError("somebody at work was stopped", failure.get());
        }
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    @Override
    public void close() {
        stopping = true;
        server.close();
    }
}
