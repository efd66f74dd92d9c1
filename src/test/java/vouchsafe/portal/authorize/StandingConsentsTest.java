package vouchsafe.portal.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.MemberAdministration;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.checklist.Node;

/**
 * An authorization request is answered alike before the filters of pages and by the page. The page's own way is had by a
 * header that means nothing to it and that no browser sends with a link.
 */
class StandingConsentsTest {
    private static final String BY_THE_PAGE = "Content-Length: 0\r\n";
    private static final String OPEN_HUMANS = "/direct-sharing/projects/oauth2/authorize/";
    private static final String STANDARD = "/oauth2/authorize/";

    private static final int ROUNDS = Integer.getInteger("vouchsafe.rounds", 150);

    private static final TestServer SERVER = TestServer.shared();
    private static final TestApp APP = TestApp.create();
    private static final TestApp OTHER = TestApp.create();
    private static final Member MEMBER = SERVER.member();
    private static WebSession browser;
    private static WebSession fresh;
    private static WebSession suspended;

    @BeforeAll
    static void agree() {
        browser = settled(MEMBER, true);
        fresh = settled(SERVER.member(), false);
        Member gone = SERVER.member();
        suspended = settled(gone, true);
        Member boss = SERVER.administrator();
        SERVER.bean(MemberAdministration.class)
                .suspend(
                        new SignedInMember(boss.id(), boss.username(), true, false, true, boss.stamp()),
                        gone,
                        "a test");
    }

    /** A browser whose member has seen all messages that were left for them. */
    private static WebSession settled(Member member, boolean agreed) {
        WebSession session = SERVER.signedIn(member);
        if (agreed) {
            APP.code(session);
        }
        session.get("/account/");
        return session;
    }

    private static String query(String... pairs) {
        Map<String, String> all = new TreeMap<>(
                Map.of("client_id", APP.clientId(), "response_type", "code", "redirect_uri", APP.redirectUri()));
        for (int place = 0; place < pairs.length; place += 2) {
            all.put(pairs[place], pairs[place + 1]);
        }
        all.values().removeIf(String::isEmpty);
        return "?" + TestApp.encode(all);
    }

    private static String cookie(WebSession session) {
        return "Cookie: " + session.cookieHeader() + "\r\n";
    }

    /** An answer, without what is new each time. */
    private record Answered(String status, Map<String, List<String>> headers, String body) {
        static Answered of(String whole) {
            int end = whole.indexOf("\r\n\r\n");
            String[] lines = whole.substring(0, end).split("\r\n");
            Map<String, List<String>> headers = new TreeMap<>();
            for (String line : List.of(lines).subList(1, lines.length)) {
                String[] parts = line.split(": *", 2);
                String name = parts[0].toLowerCase(Locale.ROOT);
                if (!List.of("date", "x-request-id").contains(name)) {
                    headers.computeIfAbsent(name, none -> new ArrayList<>()).add(anonymous(parts[1]));
                }
            }
            String body = whole.substring(end + 4);
            if (headers.containsKey("transfer-encoding")) {
                // The sizes of its pieces tell nothing.
                body = body.replaceAll("(?m)^[0-9a-f]+\r\n", "");
            }
            return new Answered(lines[0], headers, anonymous(body));
        }

        private static String anonymous(String text) {
            return text.replaceAll("Expires=[^;]*GMT", "Expires=*")
                    .replaceAll("[A-Za-z0-9_.-]{30,}", "*")
                    .replaceAll("next=[A-Za-z0-9]{12}", "next=*")
                    .replaceAll("\\b[0-9a-f]{16}\\b", "*");
        }

        boolean hasCode() {
            return headers.getOrDefault("location", List.of("")).getFirst().contains("code=*");
        }
    }

    private static Answered get(int port, String method, String target, String headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(120_000);
            String request = method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n" + headers
                    + "Connection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return Answered.of(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static Answered both(int port, String method, String target, String headers) throws IOException {
        Answered plain = get(port, method, target, headers);
        Answered page = get(port, method, target, headers + BY_THE_PAGE);
        assertThat(plain).as("%s %s\n%s", method, target, headers).isEqualTo(page);
        return plain;
    }

    private static Answered both(String target, String headers) throws IOException {
        return both(SERVER.port(), "GET", target, headers);
    }

    private static long answeredAtOnce() {
        FilterRegistrationBean<?> registration =
                SERVER.context().getBean("standingConsents", FilterRegistrationBean.class);
        return ((StandingConsents) Objects.requireNonNull(registration.getFilter())).answered();
    }

    @Test
    void a_member_who_agreed_gets_the_same_answer_before_the_page() throws IOException {
        String long4096 = "x".repeat(4096);
        for (String door : List.of(OPEN_HUMANS, STANDARD)) {
            for (String query : List.of(
                    query(),
                    query("state", "s-1"),
                    query("state", " ü&=?#/<>\"'%\u2028"),
                    query("state", long4096),
                    query("redirect_uri", ""),
                    query("nonce", "n"),
                    query("prompt", "none"),
                    query("max_age", "600"),
                    query("origin", "open-humans"),
                    query("origin", "elsewhere"),
                    query("approval_prompt", "auto"),
                    query("response_mode", "query"),
                    query("unknown", "1") + "&unknown=2",
                    query(
                            "code_challenge",
                            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
                            "code_challenge_method",
                            "S256"),
                    query() + "&state=a\"b<c>d{|}",
                    query() + "&&state=%73",
                    query("scope", APP.client().scopes().getFirst()))) {
                long before = answeredAtOnce();
                Answered answer = get(SERVER.port(), "GET", door + query, cookie(browser));
                assertThat(answer.hasCode()).as(door + query + " " + answer).isTrue();
                assertThat(answeredAtOnce())
                        .as("it was answered before the page")
                        .isGreaterThan(before);
                assertThat(both(door + query, cookie(browser)).hasCode()).isTrue();
            }
        }
    }

    @Test
    void over_tls_too() throws IOException {
        try (Node node = Node.behindTls()) {
            String headers = "Cookie: __Host-vouchsafe="
                    + browser.cookie("vouchsafe").orElseThrow() + "\r\nX-Forwarded-Proto: https\r\n";
            Answered answer = both(node.server().port(), "GET", STANDARD + query(), headers);
            assertThat(answer.hasCode()).isTrue();
            assertThat(answer.headers())
                    .containsEntry("strict-transport-security", List.of("max-age=31536000"))
                    .containsEntry("cache-control", List.of("no-cache, no-store, max-age=0, must-revalidate"));
        }
    }

    /** What is not plain gets the page's answer, and no code that the page would not give. */
    @Test
    void whatever_comes_is_answered_as_the_page_does() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int codes = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String method = random.nextInt(10) == 0 ? "HEAD" : "GET";
            String target = any(random, 6, OPEN_HUMANS, doors(random)) + randomQuery(random);
            String headers = any(random, 3, cookie(browser), cookies(random)) + any(random, 5, "", others(random));
            codes += both(SERVER.port(), method, target, headers).hasCode() ? 1 : 0;
        }
        assertThat(codes).as("seed %d", seed).isBetween(1, ROUNDS - 1);
    }

    /** The usual thing, this many times as often as another. */
    private static String any(Random random, int usual, String often, String seldom) {
        return random.nextInt(usual + 1) == 0 ? seldom : often;
    }

    private static String one(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static String doors(Random random) {
        return one(
                random,
                STANDARD,
                "/oauth/authorize",
                "/oauth2/authorize",
                "/oauth2/%61uthorize/",
                "/oauth2/authorize/;x=1",
                "/oauth2//authorize/",
                "/oauth2/./authorize/",
                "/OAuth2/authorize/",
                "/oauth2/authorize/x");
    }

    private static String cookies(Random random) {
        String value = browser.cookie("vouchsafe").orElseThrow();
        return switch (random.nextInt(8)) {
            case 0 -> "";
            case 1 -> cookie(fresh);
            case 2 -> cookie(suspended);
            case 3 -> "Cookie: vouchsafe=" + value + "x\r\n";
            case 4 ->
                "Cookie: vouchsafe=" + value + "; vouchsafe="
                        + fresh.cookie("vouchsafe").orElseThrow() + "\r\n";
            case 5 -> "Cookie: vouchsafe=x.y; vouchsafe=" + value + "\r\n";
            case 6 -> "Cookie: a=b; vouchsafe=\"" + value + "\"\r\n";
            default -> "Cookie: vouchsafe=" + value + "\r\nCookie: c=d\r\n";
        };
    }

    private static String others(Random random) {
        return one(
                random,
                "Origin: https://app.example.org\r\n",
                "Origin: null\r\n",
                "Accept: application/json\r\n",
                "Accept-Language: de\r\n",
                "Referer: \u0085\u00ff\r\n",
                "User-Agent: \u0085\r\n",
                "X-Forwarded-Host: evil.example.org\r\n",
                "X-HTTP-Method-Override: POST\r\n",
                "Authorization: Bearer x\r\n",
                "If-None-Match: *\r\nRange: bytes=0-1\r\n",
                "Purpose: prefetch\r\nSec-Fetch-Mode: no-cors\r\n");
    }

    private static String randomQuery(Random random) {
        List<String> pairs = new ArrayList<>(List.of(
                pair("client_id", APP.clientId()), "response_type=code", pair("redirect_uri", APP.redirectUri())));
        for (int changes = random.nextInt(3); changes > 0; changes--) {
            String change = one(
                    random,
                    pair("client_id", OTHER.clientId()),
                    "client_id=nobody",
                    "response_type=token",
                    "response_type=",
                    pair("redirect_uri", OTHER.redirectUri()),
                    pair("redirect_uri", APP.redirectUri() + "x"),
                    "redirect_uri=%zz",
                    "state=%C3%BC",
                    "state=%00",
                    "state=" + "y".repeat(4097),
                    "scope=nothing",
                    "prompt=login",
                    "prompt=none",
                    "prompt=none%20login",
                    "prompt=consent",
                    "pro%6Dpt=consent",
                    "max_age=0",
                    "max_age=100000",
                    "max_age=x",
                    "approval_prompt=force",
                    "code_challenge=short&code_challenge_method=S256",
                    "code_challenge=",
                    "request=x",
                    "request_uri=https://x",
                    "response_mode=fragment",
                    "origin=open-humans",
                    "a[]=b|c",
                    "%",
                    "=x",
                    "x");
            if (random.nextBoolean()) {
                String name = change.split("=", 2)[0] + "=";
                pairs.removeIf(each -> each.startsWith(name));
            }
            pairs.add(random.nextInt(pairs.size() + 1), change);
        }
        return "?" + String.join("&", pairs);
    }

    private static String pair(String name, String value) {
        return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    @Test
    void a_message_that_waits_for_its_member_and_a_request_that_waits_are_the_pages_affair() throws IOException {
        Member member = SERVER.member();
        WebSession joined = SERVER.signedIn(member);
        APP.code(joined);
        long before = attributes(member);
        assertThat(before).as("a message about the project joined").isEqualTo(1);
        assertThat(get(SERVER.port(), "GET", OPEN_HUMANS + query(), cookie(joined))
                        .hasCode())
                .isTrue();
        assertThat(attributes(member)).as("the page took it, as ever").isZero();
    }

    @Test
    void a_request_that_waited_is_forgotten_once_it_is_answered() {
        Member member = SERVER.member();
        APP.code(SERVER.signedIn(member));
        WebSession stranger = SERVER.browser();
        String target = OPEN_HUMANS + query("state", "waits");
        String signIn = stranger.get(target).headers().firstValue("Location").orElseThrow();
        String next = signIn.replaceAll(".*next=", "");
        stranger.get(signIn);
        stranger.post(
                "/account/login/", Map.of("login", member.username(), "password", TestServer.PASSWORD, "next", next));
        assertThat(stranger.get(target).headers().firstValue("Location").orElseThrow())
                .contains("state=waits");
        assertThat(stranger.get("/account/login/?next=" + next).body()).doesNotContain("state=waits");
        assertThat(latestAttributes(member)).isNull();
    }

    private static long attributes(Member member) {
        return SERVER.bean(JdbcClient.class)
                .sql("SELECT count(*) FROM browser_sessions WHERE principal_name = :member AND other_attributes IS"
                        + " NOT NULL")
                .param("member", member.id().toString())
                .query(Long.class)
                .single();
    }

    private static @Nullable String latestAttributes(Member member) {
        return SERVER.bean(JdbcClient.class)
                .sql("SELECT other_attributes FROM browser_sessions WHERE principal_name = :member"
                        + " ORDER BY creation_time DESC LIMIT 1")
                .param("member", member.id().toString())
                .query((row, number) -> row.getString(1))
                .list()
                .getFirst();
    }
}
