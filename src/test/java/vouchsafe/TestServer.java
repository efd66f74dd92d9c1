package vouchsafe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import vouchsafe.accounts.Credentials;
import vouchsafe.accounts.HashingCost;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;
import vouchsafe.accounts.NewMember;
import vouchsafe.accounts.Password;
import vouchsafe.accounts.Standings;
import vouchsafe.app.Machine;
import vouchsafe.app.Server;
import vouchsafe.app.Setting;
import vouchsafe.app.Settings;
import vouchsafe.db.ChangeFeed;
import vouchsafe.embedded.FreePort;

/**
 * The server that tests share: real port, real PostgreSQL, one per JVM, stopped when the JVM ends. Classes that
 * {@link TravelsInTime travel in time} share a second one.
 */
public final class TestServer {
    /** The password of every member made by this class. */
    public static final String PASSWORD = "correct horse battery";

    /**
     * The machine of the servers that tests start: at the advised cost, which {@code PasswordsTest} and {@code CommandLineTest}
     * hold, hashing would be four fifths of what the tests do.
     */
    public static final Machine MACHINE = new Machine(InstantSource.system(), new HashingCost(64, 1));

    private static final String CHANGES = "test";

    /** The path of the server of classes that are {@link UnderAPath}; no page of ours has it. */
    static final String PATH = "/shared.host/vouchsafe";

    private static final ThreadLocal<Boolean> TRAVELS = ThreadLocal.withInitial(() -> false);
    private static final ThreadLocal<@Nullable TestServer> ELSEWHERE = new ThreadLocal<>();

    private final InstantSource clock;
    private final Server server;
    private final String path;
    private final UnaryOperator<WebSession> line;

    /** Each starts at first use. */
    private static final class Shared {
        private static final TestServer SERVER = new TestServer(MACHINE, "");
    }

    private static final class Travelling {
        private static final TestServer SERVER =
                new TestServer(new Machine(new TravellingClock(), MACHINE.hashing()), "");
    }

    private static final class OnSharedHost {
        private static final TestServer SERVER = new TestServer(MACHINE, PATH);
    }

    /** Words that {@link #heard} announces, until they are heard. */
    private final Map<String, CountDownLatch> announced = new ConcurrentHashMap<>();

    private TestServer(Machine machine, String path) {
        this(machine, path, Map.of(), direct -> direct);
    }

    private TestServer(Machine machine, String path, Map<Setting, String> more, UnaryOperator<WebSession> line) {
        clock = machine.clock();
        this.path = path;
        this.line = line;
        try {
            Path dataFolder = Files.createTempDirectory("vouchsafe-test");
            int port = FreePort.find();
            // Webhook receivers of tests listen on loopback, and all tests come from one network.
            Map<Setting, String> settings = new EnumMap<>(Map.of(
                    Setting.PORT, Integer.toString(port),
                    Setting.DATA_DIR, dataFolder.toString(),
                    Setting.BASE_URL, "http://127.0.0.1:" + port + path,
                    Setting.MAIL_FROM, "vouchsafe@localhost",
                    Setting.OUTBOUND_PRIVATE, "true",
                    Setting.SIGN_UPS_PER_NETWORK, "100000",
                    Setting.MAILS_PER_NETWORK, "100000"));
            settings.putAll(more);
            server = Server.start(Settings.of(settings), machine);
            listen();
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The shared server, started at first use; in a class that travels in time, or is under a path, the one for those. */
    public static TestServer shared() {
        TestServer elsewhere = ELSEWHERE.get();
        if (elsewhere != null) {
            return elsewhere;
        }
        return TRAVELS.get() ? Travelling.SERVER : Shared.SERVER;
    }

    static void travel(boolean travels) {
        TRAVELS.set(travels);
    }

    static void underAPath() {
        ELSEWHERE.set(OnSharedHost.SERVER);
    }

    /**
     * A server of a test's own, which browsers reach on another way than by its port, such as through a proxy.
     *
     * @param line makes a browser that goes that way
     */
    public static TestServer behind(String path, Map<Setting, String> settings, UnaryOperator<WebSession> line) {
        return new TestServer(MACHINE, path, settings, line);
    }

    /** From now on the shared server of this thread, until {@link #back}. */
    public void move() {
        ELSEWHERE.set(this);
    }

    /** The shared server of this thread is the usual one again. */
    public static void back() {
        ELSEWHERE.remove();
    }

    /** Stops a server of a test's own. */
    public void close() {
        server.close();
    }

    /** The TCP port of this server. */
    public int port() {
        return server.port();
    }

    /** Lets this much time pass at once. */
    public void later(Duration time) {
        if (!(clock instanceof TravellingClock travelling)) {
            throw new IllegalStateException("others are on this server: a class that moves time is @TravelsInTime");
        }
        travelling.forward(time);
    }

    /** The absolute URL of a path on this server. */
    public String url(String path) {
        return "http://127.0.0.1:" + server.port() + this.path + path;
    }

    /** A bean of the running server, for arranging what has no page. */
    public <T> T bean(Class<T> type) {
        return server.context().getBean(type);
    }

    /** The running server's beans, for tests that speak to several nodes. */
    public ApplicationContext context() {
        return server.context();
    }

    /** What this member acts under now. */
    public Credentials credentials(UUID memberId) {
        return bean(Standings.class).credentials(memberId).orElseThrow();
    }

    /** A new browser without cookies. */
    public WebSession browser() {
        return line.apply(new WebSession(url("")));
    }

    /** A new member with a random name and the password {@link #PASSWORD}. */
    public Member member() {
        return create(false);
    }

    /** A new administrator. */
    public Member administrator() {
        return create(true);
    }

    /** A browser in which this member has signed in through the form. */
    public WebSession signedIn(Member member) {
        WebSession browser = browser();
        HttpResponse<String> answer = signIn(browser, member);
        // The line for hashing is short, and a busy machine hashes slowly: people try again then, too.
        for (int tries = 1; answer.statusCode() == 503 && tries < 20; tries++) {
            answer = signIn(browser, member);
        }
        if (answer.statusCode() != 303) {
            throw new AssertionError("sign-in failed: " + answer.statusCode() + " " + answer.body());
        }
        return browser;
    }

    private static HttpResponse<String> signIn(WebSession browser, Member member) {
        return browser.submit("/account/login/", Map.of("login", member.username(), "password", PASSWORD));
    }

    private Member create(boolean administrator) {
        String username = "member_"
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        return bean(Members.class)
                .create(new NewMember(
                        username,
                        "Test Member",
                        username + "@example.org",
                        true,
                        new Password(PASSWORD),
                        administrator));
    }

    /** Returns when this server has heard of every change committed so far: also those that pass by what it does itself. */
    public void heard() {
        String word = UUID.randomUUID().toString();
        CountDownLatch latch = new CountDownLatch(1);
        announced.put(word, latch);
        bean(ChangeFeed.class).publish(CHANGES, word);
        try {
            if (!latch.await(2, TimeUnit.MINUTES)) {
                throw new AssertionError("changes are not heard");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private void listen() {
        bean(ChangeFeed.class).subscribe(CHANGES, new ChangeFeed.Subscriber() {
            @Override
            public void onChange(String word) {
                CountDownLatch latch = announced.remove(word);
                if (latch != null) {
                    latch.countDown();
                }
            }

            @Override
            public void onGap() {
                // Everything was forgotten.
                announced.values().forEach(CountDownLatch::countDown);
            }
        });
    }
}
