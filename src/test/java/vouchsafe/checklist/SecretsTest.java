package vouchsafe.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import vouchsafe.Answer;
import vouchsafe.Mailbox;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.clients.Lifetimes;
import vouchsafe.crypto.Seal;
import vouchsafe.crypto.SealKind;
import vouchsafe.crypto.Seals;
import vouchsafe.db.UuidV7;

/** Checklist group EN: secrets can't be guessed, and are nowhere but with those they belong to. */
@Isolated("listens to everything that is logged in this JVM")
class SecretsTest {
    private final TestServer server = TestServer.shared();

    @Test
    void EN_01_codes_and_tokens_carry_160_bits_nobody_can_foretell() {
        Seals seals = server.bean(Seals.class);
        java.time.Instant now = java.time.Instant.now();
        Set<String> seen = new HashSet<>();
        int[] ones = new int[160];
        int count = 10_000;
        for (int i = 0; i < count; i++) {
            String code = seals.seal(Seal.of(SealKind.CODE, UuidV7.next(), 0, now));
            byte[] bytes = Base64.getUrlDecoder().decode(code);
            byte[] tail = java.util.Arrays.copyOfRange(bytes, bytes.length - 20, bytes.length);
            assertThat(seen.add(HexFormat.of().formatHex(tail))).isTrue();
            for (int bit = 0; bit < 160; bit++) {
                ones[bit] += tail[bit / 8] >> bit % 8 & 1;
            }
        }
        for (int one : ones) {
            // Six standard deviations of a fair coin thrown 10,000 times.
            assertThat(one).isBetween(count / 2 - 300, count / 2 + 300);
        }
        StandardApp app = StandardApp.confidential();
        Answer tokens = app.connect(server.signedIn(server.member()));
        Set<String> issued = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            tokens = app.refresh(tokens.text("refresh_token"));
            assertThat(issued.add(tokens.text("refresh_token"))).isTrue();
            assertThat(issued.add(tokens.text("access_token"))).isTrue();
        }
    }

    /** Everything secret that one member's visit leaves in somebody's hands. */
    private record Visit(List<String> secrets, Member member) {}

    private Visit visit() {
        Member coordinator = server.member();
        TestApp app = TestApp.create(coordinator, Map.of());
        Member person = server.member();
        WebSession browser = server.signedIn(person);
        Pkce pkce = Pkce.random();
        List<String> secrets = new ArrayList<>();
        secrets.add(app.secret());
        secrets.add(pkce.verifier());
        secrets.add(TestServer.PASSWORD);
        secrets.add(browser.cookie("vouchsafe").orElseThrow());
        String unused = app.code(browser);
        secrets.add(unused);
        String code = app.code(browser, Map.of("code_challenge", pkce.challenge(), "code_challenge_method", "S256"));
        secrets.add(code);
        Answer tokens = app.token(Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                app.redirectUri(),
                "code_verifier",
                pkce.verifier()));
        Answer fresh = app.refresh(tokens.text("refresh_token"));
        app.exchangeMember(fresh.text("access_token"));
        app.refresh("4657-" + "A".repeat(60));
        app.exchange("AAAA" + unused.substring(4));
        for (Answer answer : List.of(tokens, fresh)) {
            secrets.add(answer.text("access_token"));
            secrets.add(answer.text("refresh_token"));
        }
        WebSession forgetful = server.browser();
        forgetful.submit("/account/password/reset/", Map.of("login", person.email()));
        String link = new Mailbox(server, person.email()).link("reset-password");
        forgetful.get(link);
        secrets.add(link.substring(link.indexOf("link=") + 5));
        return new Visit(secrets, person);
    }

    @Test
    void EN_02_a_copy_of_the_database_holds_nothing_that_can_be_used() {
        Visit visit = visit();
        JdbcTemplate sql = server.bean(JdbcTemplate.class);
        List<String> tables = sql.queryForList(
                "SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) FROM information_schema.tables"
                    + " WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')",
                String.class);
        assertThat(tables).hasSizeGreaterThan(10);
        for (String table : tables) {
            for (String row : sql.queryForList("SELECT t::text FROM " + table + " t", String.class)) {
                for (String secret : visit.secrets()) {
                    String hex = HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8));
                    boolean found = row.contains(secret) || row.contains(hex);
                    assertThat(found).as("a secret in a row of %s", table).isFalse();
                }
            }
        }
        // What the rows do hold of a session is no cookie.
        String session = sql.queryForObject("SELECT session_id FROM browser_sessions LIMIT 1", String.class);
        WebSession thief = server.browser();
        thief.setCookie("vouchsafe", session);
        assertThat(thief.get("/account/").statusCode()).isNotEqualTo(200);
    }

    @Test
    void EN_03_no_log_line_holds_a_secret_even_when_everything_of_ours_is_logged() {
        Queue<String> lines = new ConcurrentLinkedQueue<>();
        AppenderBase<ILoggingEvent> ear = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                lines.add(event.getLoggerName() + " " + event.getFormattedMessage() + " "
                        + (event.getThrowableProxy() == null
                                ? ""
                                : event.getThrowableProxy().getMessage()));
            }
        };
        ear.start();
        List<String> secrets = new ArrayList<>();
        boolean heardAll = false;
        // Another server that starts in this JVM meanwhile sets up logging anew, and nobody listens any more.
        for (int tries = 0; !heardAll && tries < 5; tries++) {
            heardAll = listen(ear, () -> {
                secrets.addAll(visit().secrets());
                // What sends the mails of a visit says so a little later.
                await().atMost(Duration.ofMinutes(2)).until(() -> !lines.isEmpty());
            });
        }
        assertThat(heardAll).isTrue();
        assertThat(lines).isNotEmpty();
        for (String line : lines) {
            // Where no mail relay is set, the links of mails go to the log on purpose: else they would go nowhere.
            if (line.contains("event=mail.link")) {
                continue;
            }
            for (String secret : secrets) {
                assertThat(line.contains(secret)).as("a secret in: %s", line).isFalse();
            }
        }
    }

    /** Whether everything that was logged while this ran was heard. */
    private static boolean listen(AppenderBase<ILoggingEvent> ear, Runnable visit) {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Logger ours = (Logger) LoggerFactory.getLogger("vouchsafe");
        Level before = ours.getLevel();
        root.addAppender(ear);
        ours.setLevel(Level.TRACE);
        try {
            visit.run();
            return root.isAttached(ear) && ours.getLevel() == Level.TRACE;
        } finally {
            ours.setLevel(before);
            root.detachAppender(ear);
        }
    }

    @Test
    void EN_04_what_is_recommended_lives_an_hour_and_a_code_a_minute() {
        assertThat(Lifetimes.RECOMMENDED.access()).hasHours(1);
        assertThat(Lifetimes.RECOMMENDED.code()).hasSeconds(60);
        assertThat(Lifetimes.FAPI2.access()).hasMinutes(10);
        assertThat(Lifetimes.FAPI2.code()).hasSeconds(60);
        StandardApp app = StandardApp.confidential();
        Answer tokens = app.connect(server.signedIn(server.member()));
        assertThat(tokens.json().path("expires_in").asInt()).isEqualTo(3600);
    }

    @Test
    void EN_04_an_access_token_dies_when_it_says_so() {
        StandardApp app = StandardApp.confidential();
        Answer tokens = app.connect(server.signedIn(server.member()));
        Seals seals = server.bean(Seals.class);
        Seal seal = seals.open(SealKind.ACCESS, tokens.text("access_token")).orElseThrow();
        String older =
                seals.seal(new Seal(seal.kind(), seal.subject(), seal.generation(), seal.issuedAtSecond() - 3600, 0));
        String young =
                seals.seal(new Seal(seal.kind(), seal.subject(), seal.generation(), seal.issuedAtSecond() - 3000, 0));
        assertThat(StandardApp.alive(older)).isFalse();
        assertThat(StandardApp.alive(young)).isTrue();
    }

    /** The server that is shared trusts no proxy: what a stranger claims about the way it came is not believed. */
    @Test
    void EN_07_nobody_says_where_they_come_from_or_where_we_are() {
        StandardApp app = StandardApp.confidential();
        String forged = "X-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: evil.example\r\n"
                + "Forwarded: for=203.0.113.9;host=evil.example;proto=https\r\nX-Client-Cert: x\r\n";
        Raw.Reply metadata = Raw.send("GET /.well-known/oauth-authorization-server HTTP/1.1\r\nHost: evil.example\r\n"
                + forged + "Connection: close\r\n\r\n");
        assertThat(metadata.statusCode()).isEqualTo(200);
        assertThat(metadata.text()).contains(server.url("")).doesNotContain("evil.example");
        // The limit on refused requests counts by the true address, whatever is claimed.
        String body = "grant_type=refresh_token&refresh_token=x&client_id=" + app.clientId() + "&client_secret="
                + app.secret();
        int status = 400;
        for (int i = 0; i < 60 && status != 429; i++) {
            status = Raw.send("POST /oauth2/token HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 203.0.113." + i
                            + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + body.length()
                            + "\r\nConnection: close\r\n\r\n" + body)
                    .statusCode();
        }
        assertThat(status).isEqualTo(429);
    }

    @Test
    void EN_08_tokens_can_be_told_by_their_beginning() {
        Answer tokens = StandardApp.publicApp().connect(server.signedIn(server.member()));
        assertThat(tokens.text("access_token")).matches("5768-[A-Za-z0-9_-]{60}");
        assertThat(tokens.text("refresh_token")).matches("4657-[A-Za-z0-9_-]{60}");
    }

    @Test
    void EN_10_what_strangers_write_stays_on_one_line() {
        Queue<String> lines = new ConcurrentLinkedQueue<>();
        AppenderBase<ILoggingEvent> ear = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                lines.add(event.getFormattedMessage());
            }
        };
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ear.start();
        root.addAppender(ear);
        try {
            WebSession stranger = server.browser();
            stranger.submit("/account/login/", Map.of("login", "x\r\nINFO forged\u001b[2J", "password", "x\r\nforged"));
            TestApp.post("/oauth2/token/", "grant_type=x%0D%0Aforged&client_id=a%0D%0Aforged", Map.of());
            Raw.send("GET /a%0d%0aforged HTTP/1.1\r\nHost: localhost\r\nUser-Agent: x\u001b[31mforged\r\n"
                    + "Connection: close\r\n\r\n");
        } finally {
            root.detachAppender(ear);
        }
        assertThat(lines)
                .noneMatch(line -> line.contains("\nforged") || line.contains("\nINFO") || line.contains("\u001b"));
    }
}
