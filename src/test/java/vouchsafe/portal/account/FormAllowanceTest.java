package vouchsafe.portal.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import vouchsafe.Mailbox;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Password;
import vouchsafe.accounts.PasswordChanges;
import vouchsafe.checklist.Node;

/** Forms that make a row, a mail or a hash may be used so often by one network, and so often by all. */
@Tag("slow")
class FormAllowanceTest {
    /** Of one network; all together may do this 20 times. */
    private static final int FEW_SIGN_UPS = 2;

    private static final int FEW_MAILS = 3;

    private static final String NOBODY = "00000000-0000-7000-8000-000000000000";

    private static Node node;

    private final TestServer server = TestServer.shared();

    @BeforeAll
    static void start() {
        node = Node.behindProxy(FEW_SIGN_UPS, FEW_MAILS);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static HttpResponse<String> send(
            Node to, WebSession browser, String network, String page, String action, Map<String, String> fields) {
        browser.send(request(to, network, page).GET().build());
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "csrfmiddlewaretoken=" + browser.csrf() + "&", ""));
        return browser.send(request(to, network, action)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static HttpRequest.Builder request(Node to, String network, String path) {
        return HttpRequest.newBuilder(URI.create(to.url() + path)).header("X-Forwarded-For", network);
    }

    private HttpResponse<String> reset(Node to, String network, String login) {
        String page = "/account/password/reset/";
        return send(to, server.browser(), network, page, page, Map.of("login", login));
    }

    private static String somebody() {
        return "x" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()) + "@example.org";
    }

    private static void assertTooMany(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(429);
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 3_600L);
        assertThat(answer.body()).contains("too many attempts").contains("then try again");
    }

    @Test
    void resets_of_one_network_end_and_say_when_to_go_on_and_tell_nothing_about_accounts() {
        String network = "198.51.100.1";
        Member member = server.member();
        String unknown = somebody();
        HttpResponse<String> first = reset(node, network, unknown);
        HttpResponse<String> second = reset(node, network, member.email());
        assertThat(List.of(first.statusCode(), second.statusCode())).containsOnly(200);
        assertThat(withoutValues(first)).isEqualTo(withoutValues(second));
        reset(node, network, somebody());
        String late = somebody();
        HttpResponse<String> refusedUnknown = reset(node, network, late);
        HttpResponse<String> refusedKnown = reset(node, network, member.email());
        assertTooMany(refusedUnknown);
        assertTooMany(refusedKnown);
        assertThat(withoutValues(refusedUnknown)).isEqualTo(withoutValues(refusedKnown));
        assertThat(new Mailbox(server, late).kinds()).isEmpty();
        assertThat(new Mailbox(server, member.email()).kinds()).containsExactly("reset-password");
        assertThat(reset(node, "198.51.100.2", late).statusCode()).isEqualTo(200);
        assertThat(new Mailbox(server, late).kinds()).containsExactly("no-account");
    }

    private static String withoutValues(HttpResponse<String> page) {
        return page.body()
                .replaceAll("value=\"[^\"]*\"", "")
                .replaceAll("nonce=\"[^\"]*\"", "")
                .replaceAll("Wait [0-9]+ (seconds|minutes)", "");
    }

    @Test
    void many_networks_together_end_too() {
        try (Node own = Node.behindProxy(1, 1)) {
            for (int i = 0; i < 20; i++) {
                assertThat(reset(own, "203.0.113." + i, somebody()).statusCode())
                        .isEqualTo(200);
            }
            assertTooMany(reset(own, "203.0.113.20", somebody()));
            for (int i = 0; i < 20; i++) {
                assertThat(signUp(own, "203.0.113." + i).statusCode()).isEqualTo(303);
            }
            assertTooMany(signUp(own, "203.0.113.20"));
        }
    }

    private HttpResponse<String> signUp(Node to, String network) {
        String page = "/account/signup/";
        return send(to, server.browser(), network, page, page, People.someone().form());
    }

    @Test
    void sign_ups_of_one_network_end_and_an_ipv6_customer_is_one() {
        assertThat(signUp(node, "2001:db8:7:7::1").statusCode()).isEqualTo(303);
        assertThat(signUp(node, "2001:db8:7:7:8::2").statusCode()).isEqualTo(303);
        assertTooMany(signUp(node, "2001:db8:7:7:9::3"));
        assertThat(signUp(node, "2001:db8:7:8::1").statusCode()).isEqualTo(303);
    }

    @Test
    void forms_of_members_that_have_others_written_to_share_the_allowance() {
        String network = "198.51.100.30";
        Member coordinator = server.member();
        TestApp app = TestApp.create(coordinator, Map.of());
        WebSession coordinating = server.signedIn(coordinator);
        Member member = server.member();
        WebSession browser = server.signedIn(member);
        app.connect(browser);
        WebSession newcomer = server.browser();
        People person = People.someone();
        person.signUp(newcomer);
        for (int i = 0; i < FEW_MAILS; i++) {
            reset(node, network, somebody());
        }
        String email = "/account/email/";
        String wanted = somebody();
        assertTooMany(
                send(node, browser, network, email, email, Map.of("email", wanted, "password", TestServer.PASSWORD)));
        assertThat(new Mailbox(server, wanted).kinds()).isEmpty();
        assertTooMany(send(node, newcomer, network, email, "/account/email/verify/", Map.of()));
        assertThat(person.mailbox(server).kinds()).containsExactly("verify-email");
        String letter = app.project().activityPath() + "send-message/";
        assertTooMany(send(node, browser, network, letter, letter, Map.of("message", "Hello")));
        String stewardship =
                "/direct-sharing/projects/stewardship/" + app.project().slug() + "/";
        assertTooMany(send(
                node,
                coordinating,
                network,
                stewardship,
                stewardship + "invite/",
                Map.of("username", member.username())));
        assertThat(new Mailbox(server, member.email()).kinds()).isEmpty();
        String again = "198.51.100.31";
        assertThat(send(node, browser, again, letter, letter, Map.of("message", "Hello"))
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void an_address_is_counted_without_its_tag_and_its_case() {
        String mailbox =
                "v" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        Set<String> spellings = new TreeSet<>();
        for (int i = 0; i < 12; i++) {
            String spelling = (i % 2 == 0 ? mailbox : mailbox.toUpperCase(Locale.ROOT)) + "+" + i + "@example.org";
            spellings.add(spelling);
            WebSession browser = server.browser();
            assertThat(browser.submit("/account/password/reset/", Map.of("login", spelling))
                            .statusCode())
                    .isEqualTo(200);
        }
        int mails = spellings.stream()
                .mapToInt(spelling -> new Mailbox(server, spelling).kinds().size())
                .sum();
        assertThat(mails).isEqualTo(6);
    }

    @Test
    void nobody_hides_the_news_of_a_changed_password_by_asking_for_resets() {
        Member member = server.member();
        for (int i = 0; i < 10; i++) {
            server.browser().submit("/account/password/reset/", Map.of("login", member.email()));
        }
        server.bean(PasswordChanges.class)
                .change(member, member.credentials(), new Password("four green bottles"), false, "none");
        assertThat(new Mailbox(server, member.email()).kinds()).hasSize(7).endsWith("password-changed");
    }

    @Test
    void a_link_has_so_many_passwords_hashed_and_no_more() {
        Member member = server.member();
        PasswordChanges changes = server.bean(PasswordChanges.class);
        for (int i = 0; i < 10; i++) {
            assertThat(changes.mayReset(member)).isEmpty();
        }
        WebSession browser = server.browser();
        browser.submit("/account/password/reset/", Map.of("login", member.email()));
        String link = new Mailbox(server, member.email()).link("reset-password");
        browser.get(link);
        assertTooMany(browser.post(
                "/account/password/reset/choose/",
                Map.of("link", People.linkValue(link), "new_password", "five green bottles")));
    }

    @Test
    void strangers_who_wait_for_sign_in_cost_no_row_once_they_are_too_many_and_go_on_all_the_same() throws Exception {
        TestApp app = TestApp.create();
        String path = app.authorizePath(Map.of());
        String network = "198.51.100.40";
        HttpClient withoutCookies = HttpClient.newHttpClient();
        String location = "";
        // One more is earned back every six seconds.
        for (int i = 0; i < 3_000 && !location.contains("/account/login/?next=%2F"); i++) {
            HttpResponse<String> answer = withoutCookies.send(
                    request(node, network, path).GET().build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(302);
            location = People.location(answer);
        }
        assertThat(location).contains("/account/login/?next=%2F");
        WebSession browser = server.browser();
        Member member = server.member();
        HttpResponse<String> signedIn = send(
                node,
                browser,
                network,
                location.substring(location.indexOf("/account")),
                "/account/login/",
                Map.of(
                        "login",
                        member.username(),
                        "password",
                        TestServer.PASSWORD,
                        "next",
                        URLDecoder.decode(location.replaceAll(".*next=", ""), StandardCharsets.UTF_8)));
        assertThat(signedIn.statusCode()).isEqualTo(303);
        assertThat(People.location(signedIn)).isEqualTo(path);
    }

    /** A form that strangers can send is a decision: what it makes, and what bounds that, must have been thought of. */
    @Test
    void no_form_is_open_to_strangers_that_is_not_known_here() {
        Set<String> open = new TreeSet<>();
        RequestMappingHandlerMapping mapping =
                node.server().context().getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
        WebSession browser = server.browser();
        mapping.getHandlerMethods().keySet().stream()
                .filter(each -> each.getMethodsCondition().getMethods().contains(RequestMethod.POST))
                .flatMap(each -> each.getPatternValues().stream())
                .forEach(pattern -> {
                    HttpResponse<String> answer = send(
                            node,
                            browser,
                            "198.51.100.50",
                            "/account/login/",
                            concrete(pattern),
                            Map.of("login", "nobody"));
                    boolean closed = answer.statusCode() == 404
                            || answer.statusCode() / 100 == 3
                                    && People.location(answer).contains("/login");
                    if (!closed) {
                        open.add(pattern);
                    }
                });
        assertThat(open)
                .as("bound what this form makes, in FormAllowanceTest and here")
                .isEqualTo(new TreeSet<>(Set.of(
                        "/account/login/",
                        "/account/logout/",
                        "/account/signup/",
                        "/account/password/reset/",
                        // A session in which the request waits.
                        "/direct-sharing/projects/oauth2/authorize/",
                        "/oauth2/authorize/",
                        // Nothing: the request comes along in the address.
                        "/oauth/authorize",
                        // The link that the console shows, once, before there is an administrator.
                        "/account/first/",
                        // These need a link out of a mail.
                        "/account/password/reset/choose/",
                        "/account/verify/",
                        "/account/email/confirm/",
                        "/messages/unsubscribe/")));
    }

    private static String concrete(String pattern) {
        return Pattern.compile("\\{\\w+(?::((?:[^{}]|\\{[^{}]*})*))?}")
                .matcher(pattern)
                .replaceAll(variable -> value(variable.group(), Objects.requireNonNullElse(variable.group(1), "")));
    }

    private static String value(String variable, String form) {
        return switch (form) {
            case "" -> variable.equals("{secretId}") ? NOBODY : "x";
            case "[0-9a-f-]{36}" -> NOBODY;
            default -> form.startsWith("[0-9]") ? "1" : form.substring(0, (form + "|").indexOf('|'));
        };
    }
}
