package vouchsafe.portal;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;

class PageSecurityTest {
    private final TestServer server = TestServer.shared();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/account/login/",
                "/account/signup/",
                "/account/password/reset/",
                "/account/",
                "/no/such/page"
            })
    void UI_01_UI_02_every_page_is_locked_down(String path) {
        HttpResponse<String> page = server.signedIn(server.member()).get(path);
        if (!path.contains("login") && !path.contains("signup")) {
            assertThat(page.statusCode()).isIn(200, 404);
        }
        assertLockedDown(page);
        assertLockedDown(server.browser().get(path));
    }

    private static void assertLockedDown(HttpResponse<String> page) {
        assertThat(header(page, "Content-Security-Policy"))
                .isEqualTo("default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:;"
                        + " font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self';"
                        + " frame-ancestors 'none'; base-uri 'none'");
        assertThat(header(page, "X-Frame-Options")).isEqualTo("DENY");
        assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(page, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(page, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(header(page, "Cache-Control")).contains("no-store");
        assertThat(page.headers().firstValue("Strict-Transport-Security"))
                .as("not over plain http on loopback")
                .isEmpty();
    }

    @Test
    void a_stranger_who_mistypes_an_address_is_told_so() {
        assertThat(server.browser().get("/no/such/page/").statusCode()).isEqualTo(404);
        assertThat(server.browser().get("/account/no-such-page/").statusCode()).isEqualTo(404);
        assertThat(server.browser().get("/account/sessions/").statusCode()).isEqualTo(302);
    }

    @Test
    void an_address_without_its_last_slash_leads_to_the_page() {
        HttpResponse<String> answer = server.browser().get("/account/login?next=/account/sessions/");
        assertThat(answer.statusCode()).isEqualTo(301);
        assertThat(header(answer, "Location")).isEqualTo("/account/login/?next=/account/sessions/");
        WebSession browser = server.signedIn(server.member());
        assertThat(header(browser.get("/direct-sharing/in-development"), "Location"))
                .isEqualTo("/direct-sharing/in-development/");
        assertThat(browser.get("/annotate-demo").statusCode()).isEqualTo(200);
        assertThat(browser.get("/no/such/page").statusCode()).isEqualTo(404);
        assertThat(browser.get("//evil.example/account/login").statusCode()).isNotEqualTo(301);
        assertThat(browser.submit("/account/logout", Map.of()).statusCode())
                .as("what a form brought would be lost")
                .isEqualTo(404);
    }

    @Test
    void UI_03_a_form_without_the_anti_forgery_value_does_nothing_and_says_what_to_do() {
        Member member = server.member();
        WebSession browser = server.signedIn(member);
        HttpResponse<String> refused = browser.post("/account/logout/", Map.of("csrfmiddlewaretoken", ""));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("This form is out of date").contains("reload the page");
        assertThat(browser.get("/account/").statusCode()).isEqualTo(200);
    }

    @Test
    void UI_03_the_anti_forgery_value_of_another_browser_does_nothing() {
        WebSession attacker = server.signedIn(server.member());
        attacker.get("/account/logout/");
        WebSession victim = server.signedIn(server.member());
        HttpResponse<String> refused = victim.post("/account/logout/", Map.of("csrfmiddlewaretoken", attacker.csrf()));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(victim.get("/account/").statusCode()).isEqualTo(200);
    }

    @Test
    void UI_03_the_anti_forgery_value_from_before_sign_in_is_worth_nothing_after() {
        WebSession browser = server.browser();
        browser.get("/account/login/");
        String before = browser.csrf();
        Member member = server.member();
        browser.post("/account/login/", Map.of("login", member.username(), "password", TestServer.PASSWORD));
        assertThat(browser.post("/account/logout/", Map.of("csrfmiddlewaretoken", before))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void UI_03_forms_with_files_are_checked_too() {
        WebSession browser = server.signedIn(server.member());
        String path = "/direct-sharing/projects/oauth2/create/";
        browser.get(path);
        HttpResponse<String> taken = browser.send(multipart(path, browser.csrf()));
        assertThat(taken.statusCode()).isEqualTo(400);
        assertThat(taken.body()).contains("This field is required");
        assertThat(browser.send(multipart(path, "forged")).statusCode()).isEqualTo(403);
    }

    @Test
    void a_file_that_is_too_large_is_called_that_and_not_a_forgery() {
        WebSession browser = server.signedIn(server.member());
        String path = "/direct-sharing/projects/oauth2/create/";
        browser.get(path);
        HttpResponse<String> refused = browser.send(multipart(path, browser.csrf(), "x".repeat(30_000_000)));
        assertThat(refused.statusCode()).isEqualTo(413);
    }

    @Test
    void no_filter_of_people_s_pages_stands_before_a_machine_endpoint() {
        Stream<? extends FilterRegistration> filters =
                server.bean(ServletContext.class).getFilterRegistrations().values().stream()
                        .filter(filter ->
                                filter.getName().toLowerCase(Locale.ROOT).matches(".*(security|session).*"))
                        .filter(filter -> !filter.getName().equals("healthSessions"));
        assertThat(filters)
                .hasSize(2)
                .allSatisfy(filter -> assertThat(filter.getUrlPatternMappings()).isEmpty())
                .allSatisfy(filter -> assertThat(filter.getServletNameMappings())
                        .containsExactlyInAnyOrder("dispatcherServlet", "memberUpload"));
        // Administrators read more there: their browsers are known at that one address, and nobody is given a session.
        assertThat(server.bean(ServletContext.class).getFilterRegistration("healthSessions"))
                .satisfies(filter -> assertThat(filter.getUrlPatternMappings()).isEmpty())
                .satisfies(filter -> assertThat(filter.getServletNameMappings()).containsExactly("health"));
        HttpResponse<String> machine = server.browser().get("/health/live");
        assertThat(machine.statusCode()).isEqualTo(200);
        assertThat(machine.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(machine.headers().firstValue("Content-Security-Policy")).isEmpty();
    }

    private HttpRequest multipart(String path, String csrf) {
        return multipart(path, csrf, "");
    }

    private HttpRequest multipart(String path, String csrf, String badge) {
        String body = "--b\r\nContent-Disposition: form-data; name=\"csrfmiddlewaretoken\"\r\n\r\n" + csrf
                + "\r\n"
                + "--b\r\n"
                + "Content-Disposition: form-data; name=\"name\"\r\n\r\n\r\n"
                + "--b\r\n"
                + "Content-Disposition: form-data; name=\"badge_image\";"
                + " filename=\"b.png\"\r\n\r\n" + badge + "\r\n--b--\r\n";
        return HttpRequest.newBuilder(URI.create(server.url(path)))
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static String header(HttpResponse<String> page, String name) {
        assertThat(page.headers().allValues(name)).as(name).hasSize(1);
        return page.headers().firstValue(name).orElseThrow();
    }
}
