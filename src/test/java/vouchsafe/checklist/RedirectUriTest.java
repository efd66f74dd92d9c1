package vouchsafe.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vouchsafe.checklist.Redirects.assertErrorPage;
import static vouchsafe.checklist.Redirects.location;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.clients.AppSchemes;
import vouchsafe.clients.InvalidRedirectUri;
import vouchsafe.clients.RedirectUri;
import vouchsafe.projects.TestProjects;

/** Checklist group RU: where the answer may go. */
class RedirectUriTest {
    private static WebSession member;

    @BeforeAll
    static void signIn() {
        member = TestServer.shared().signedIn(TestServer.shared().member());
    }

    private static void assertNoneRedirects(StandardApp app, List<String> uris) {
        for (String uri : uris) {
            HttpResponse<String> answer = member.get(app.authorizePath(Map.of("redirect_uri", uri)));
            assertThat(answer.statusCode()).as(uri).isEqualTo(400);
            assertErrorPage(answer);
        }
        app.stillWorks(member);
    }

    @Test
    void RU_01_an_unregistered_redirect_uri_gets_a_page_and_no_redirect() {
        assertNoneRedirects(
                StandardApp.confidential(), List.of("https://other.example.org/cb", "https://example.org/", "x"));
    }

    @Test
    void RU_01_a_project_behaves_alike() {
        TestApp app = TestApp.create();
        HttpResponse<String> answer =
                member.get(app.authorizePath(Map.of("redirect_uri", "https://other.example.org/cb")));
        assertErrorPage(answer);
        assertThat(answer.body()).contains("Mismatching redirect URI.");
        assertThat(app.connect(member).status()).isEqualTo(200);
    }

    @Test
    void RU_02_a_longer_path_a_slash_and_dot_segments_do_not_match() {
        assertNoneRedirects(
                StandardApp.confidential(),
                List.of(
                        "https://app.example.org/cb/extra",
                        "https://app.example.org/cb/",
                        "https://app.example.org/cb/x/..",
                        "https://app.example.org/x/../cb",
                        "https://app.example.org/./cb",
                        "https://app.example.org//cb"));
    }

    @Test
    void RU_03_a_query_that_was_not_registered_does_not_match() {
        assertNoneRedirects(
                StandardApp.confidential(),
                List.of(
                        "https://app.example.org/cb?a=b",
                        "https://app.example.org/cb?",
                        "https://app.example.org/cb&a"));
    }

    @Test
    void RU_04_a_path_parameter_does_not_match() {
        assertNoneRedirects(
                StandardApp.confidential(),
                List.of("https://app.example.org/cb;evil=1", "https://app.example.org/cb;"));
    }

    @Test
    void RU_05_user_information_does_not_match() {
        assertNoneRedirects(
                StandardApp.confidential(),
                List.of(
                        "https://user@app.example.org/cb",
                        "https://app.example.org@evil.example/cb",
                        "https://app.example.org:443@evil.example/cb",
                        "https://app.example.org%40evil.example/cb"));
    }

    @Test
    void RU_06_a_fragment_does_not_match_and_cannot_be_registered() {
        assertNoneRedirects(
                StandardApp.confidential(), List.of("https://app.example.org/cb#frag", "https://app.example.org/cb#"));
        for (String uri : List.of("https://app.example.org/cb#frag", "https://app.example.org/cb#")) {
            assertThatThrownBy(() ->
                            RedirectUri.register(uri, AppSchemes.of("androidaps, openhumanshk, resilienceproject")))
                    .isInstanceOf(InvalidRedirectUri.class)
                    .hasMessageContaining("fragment");
        }
    }

    @Test
    void RU_07_another_case_does_not_match() {
        assertNoneRedirects(
                StandardApp.confidential(),
                List.of(
                        "https://app.example.org/CB",
                        "https://APP.example.org/cb",
                        "HTTPS://app.example.org/cb",
                        "https://app.example.org/c%62"));
    }

    @Test
    void RU_08_encoded_variants_do_not_match() {
        assertNoneRedirects(
                StandardApp.confidential(),
                List.of(
                        "https://app.example.org/cb%2e%2e%2f",
                        "https://app.example.org/cb/..%2Fevil",
                        "https://app.example.org/cb%252e%252e",
                        "https://app.example.org/cb/..;/",
                        "https://app.example.org/cb%2F",
                        "https://app.example.org/%2e/cb",
                        "https://app.example.org/cb%0a%0d",
                        "https://app.example.org/cb\r\nX: y",
                        "https://app.example.org/cb%5c",
                        "https://app.example.org/cb\\",
                        "https://app.example.org\\@evil.example/cb",
                        "https://app.example.org/cb\t",
                        "https://app.example.org/cb ",
                        " https://app.example.org/cb",
                        "//evil.example",
                        "//app.example.org/cb",
                        "https:evil.example",
                        "https:/app.example.org/cb",
                        "https:///app.example.org/cb",
                        "https://app.example.org/cb%00",
                        "https://app.example.org/cb\u0000",
                        "https://app.example.org%2f@evil.example/cb",
                        "https://app.example.org\u3002evil.example/cb",
                        "https://app\uFF0Eexample.org/cb"));
    }

    @Test
    void RU_09_hosts_that_look_alike_do_not_match() {
        assertNoneRedirects(
                StandardApp.confidential(),
                List.of(
                        "https://app.example.org.evil.example/cb",
                        "https://evilapp.example.org/cb",
                        "https://appXexample.org/cb",
                        "https://app.example.org./cb",
                        "https://example.org/cb",
                        "https://sub.app.example.org/cb"));
    }

    @Test
    void RU_10_another_port_does_not_match() {
        assertNoneRedirects(
                StandardApp.confidential(),
                List.of(
                        "https://app.example.org:8443/cb",
                        "https://app.example.org:443/cb",
                        "https://app.example.org:/cb"));
    }

    @Test
    void RU_11_another_scheme_does_not_match() {
        assertNoneRedirects(
                StandardApp.confidential(), List.of("http://app.example.org/cb", "ftp://app.example.org/cb"));
        assertNoneRedirects(
                StandardApp.nativeApp("http://127.0.0.1/cb"),
                List.of("https://127.0.0.1/cb", "https://127.0.0.1:8000/cb"));
    }

    @Test
    void RU_12_a_native_app_is_answered_at_the_port_it_listens_on() {
        StandardApp app = StandardApp.nativeApp("http://127.0.0.1/cb");
        String here = "http://127.0.0.1:53219/cb";
        HttpResponse<String> answer = app.authorize(member, Map.of("redirect_uri", here));
        assertThat(location(answer)).startsWith(here + "?code=");
        Answer tokens = app.exchange(Redirects.code(answer), Map.of("redirect_uri", here));
        assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
    }

    @Test
    void RU_13_so_it_is_over_ipv6() {
        StandardApp app = StandardApp.nativeApp("http://[::1]/cb");
        String here = "http://[::1]:49152/cb";
        HttpResponse<String> answer = app.authorize(member, Map.of("redirect_uri", here));
        assertThat(location(answer)).startsWith(here + "?code=");
        assertThat(app.exchange(Redirects.code(answer), Map.of("redirect_uri", here))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void RU_14_the_loopback_exception_is_for_the_port_only() {
        assertNoneRedirects(
                StandardApp.nativeApp("http://127.0.0.1/cb"),
                List.of(
                        "http://127.0.0.1:8000/other",
                        "http://127.0.0.1:8000/cb?a=b",
                        "http://user@127.0.0.1:8000/cb",
                        "http://localhost:8000/cb",
                        "http://localhost/cb",
                        "http://127.0.0.2:8000/cb",
                        "http://127.1:8000/cb",
                        "http://2130706433:8000/cb",
                        "http://[::1]:8000/cb",
                        "http://127.0.0.1:99999/cb",
                        "http://127.0.0.1:-1/cb",
                        "http://127.0.0.1:+80/cb",
                        "http://127.0.0.1:80@evil.example/cb",
                        "http://127.0.0.1:8000@evil.example:1/cb",
                        "http://127.0.0.1:/cb",
                        "http://127.0.0.1.evil.example/cb",
                        "http://127.0.0.1:8000:1/cb"));
    }

    @Test
    void RU_15_a_web_app_gets_no_loopback_exception() {
        assertNoneRedirects(
                StandardApp.confidential(), List.of("http://127.0.0.1/cb", "http://localhost/cb", "http://[::1]/cb"));
    }

    @Test
    void RU_16_dangerous_schemes_cannot_be_registered_and_the_message_names_the_value() {
        WebSession coordinator =
                TestServer.shared().signedIn(TestServer.shared().member());
        for (String uri : List.of(
                "javascript:alert(1)",
                "data:text/html,x",
                "vbscript:x",
                "file:///etc/passwd",
                "http://app.example.org/cb",
                "about:blank",
                "not a url")) {
            assertThatThrownBy(() ->
                            RedirectUri.register(uri, AppSchemes.of("androidaps, openhumanshk, resilienceproject")))
                    .isInstanceOf(InvalidRedirectUri.class)
                    .hasMessageContaining(uri);
            HttpResponse<String> form = coordinator.submit(
                    "/direct-sharing/projects/oauth2/create/", TestProjects.form("redirect_url", uri));
            assertThat(form.statusCode()).as(uri).isLessThan(500).isNotIn(302, 303);
            assertThat(form.body()).contains("The redirect URL");
        }
        HttpResponse<String> good = coordinator.submit("/direct-sharing/projects/oauth2/create/", TestProjects.form());
        assertThat(good.statusCode()).as(good.body()).isIn(302, 303);
    }

    @Test
    void RU_17_a_private_use_scheme_round_trips() throws Exception {
        String uri = "com.example.app:/cb";
        assertThat(RedirectUri.register(uri, AppSchemes.of("androidaps, openhumanshk, resilienceproject"))
                        .value())
                .isEqualTo(uri);
        StandardApp app = StandardApp.nativeApp(uri);
        HttpResponse<String> answer = app.authorize(member, Map.of());
        assertThat(location(answer)).startsWith("com.example.app:/cb?code=");
        assertThat(app.exchange(Redirects.code(answer)).status()).isEqualTo(200);
        assertNoneRedirects(app, List.of("com.example.app://cb", "com.example.app:///cb", "com.example.app:cb"));
    }

    @Test
    void RU_18_a_request_may_leave_out_the_only_redirect_uri_but_not_one_of_two() {
        StandardApp single = StandardApp.confidential();
        HttpResponse<String> answer = single.authorize(member, Map.of("redirect_uri", ""));
        assertThat(location(answer)).startsWith(StandardApp.CALLBACK + "?code=");
        assertThat(single.exchange(Redirects.code(answer), Map.of("redirect_uri", ""))
                        .status())
                .isEqualTo(200);

        StandardApp two = StandardApp.confidential(StandardApp.CALLBACK, "https://app.example.org/other");
        assertErrorPage(member.get(two.authorizePath(Map.of("redirect_uri", ""))));
        two.stillWorks(member);
    }

    @Test
    void RU_19_a_registered_state_does_not_double_ours() {
        StandardApp app = StandardApp.confidential("https://app.example.org/cb?state=x&keep=1");
        String location = location(app.authorize(member, Map.of("state", "ours")));
        assertThat(TestApp.values(location, "state")).containsExactly("ours");
        assertThat(TestApp.values(location, "keep")).containsExactly("1");
        String without = location(app.authorize(member, Map.of("state", "")));
        assertThat(TestApp.values(without, "state")).isEmpty();
    }

    @Test
    void RU_20_there_is_one_code_and_it_is_ours() {
        StandardApp app = StandardApp.confidential("https://app.example.org/cb?code=evil&c%6fde=evil&error=x&iss=y");
        String location = location(app.authorize(member, Map.of()));
        assertThat(TestApp.values(location, "code")).hasSize(1).doesNotContain("evil");
        assertThat(TestApp.values(location, "iss"))
                .containsExactly(TestServer.shared().url(""));
        assertThat(location).doesNotContain("evil", "error=");
        assertThat(app.exchange(TestApp.values(location, "code").getFirst()).status())
                .isEqualTo(200);

        // Smuggled beside the request's own parameters: not ours to repeat.
        String smuggled = location(app.authorize(member, Map.of("code", "evil", "error", "evil")));
        assertThat(smuggled).doesNotContain("evil");
    }

    /** Browsers carry the fragment of the page over to a redirect; the form that is posted has none to carry. */
    @Test
    void RU_21_the_answer_comes_from_a_form_whose_address_has_no_fragment() {
        StandardApp app = StandardApp.confidential();
        HttpResponse<String> page = member.get(app.authorizePath(Map.of()));
        assertThat(page.body()).containsPattern("<form method=\"post\" action=\"/oauth2/authorize/\\?[^\"#]+\"");
        assertThat(location(app.authorize(member, Map.of()))).doesNotContain("#");
    }

    @Test
    void RU_22_pathological_hosts_are_refused_at_once() {
        StandardApp app = StandardApp.confidential();
        assertNoneRedirects(
                app,
                List.of(
                        "http://[" + ":".repeat(1500) + "]/p",
                        "http://" + "a.".repeat(1500) + "/p",
                        "http://" + "%".repeat(1000) + "/p"));
        List<String> hosts = List.of(
                "http://[" + ":".repeat(1_000_000) + "]/p",
                "https://" + "a-".repeat(500_000) + "/p",
                "https://" + "a.".repeat(500_000) + "!/p",
                "x" + ".".repeat(1_000_000) + ":/p");
        for (String host : hosts) {
            assertThatThrownBy(() ->
                            RedirectUri.register(host, AppSchemes.of("androidaps, openhumanshk, resilienceproject")))
                    .isInstanceOf(InvalidRedirectUri.class);
            assertThat(app.client().redirectUris().getFirst().matches(host)).isFalse();
        }
    }

    @Test
    void RU_23_wildcards_are_refused_with_a_reason() {
        for (String uri :
                List.of("https://*.example.org/cb", "https://app.example.org/*", "*", "http://127.0.0.1:*/cb")) {
            assertThatThrownBy(() ->
                            RedirectUri.register(uri, AppSchemes.of("androidaps, openhumanshk, resilienceproject")))
                    .isInstanceOf(InvalidRedirectUri.class)
                    .hasMessageContaining("wildcards");
        }
        // Should a wildcard get into a row in some other way, it still is no wildcard.
        assertNoneRedirects(
                StandardApp.confidential(StandardApp.CALLBACK, "https://*.example.org/cb"),
                List.of("https://any.example.org/cb"));
    }
}
