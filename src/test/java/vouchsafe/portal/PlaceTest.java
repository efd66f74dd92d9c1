package vouchsafe.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.messages.Writers;
import vouchsafe.projects.Project;

/** Every page shows in the menus where one is. */
class PlaceTest {
    private static final Pattern VARIABLE = Pattern.compile("\\{[^:}]+(?::(?:[^{}]|\\{[^}]*})*)?}");
    private static final Pattern FRAME = Pattern.compile("(?s)<header class=\"site-header\">.*?</header>");
    private static final Pattern MARKED = Pattern.compile("<(?:a|summary)[^>]* aria-current=\"(?:page|true)\"[^>]*>");

    /** What is no page, leads on to one, or is a popup over the site of another. */
    private static final Set<String> NO_PLACE = Set.of(
            "/",
            "/login",
            "/signup",
            "/app.html",
            "/oauth/authorize",
            "/u/{user}",
            "/direct-sharing/badges/{projectId:[0-9]{1,9}}.png");

    private final TestServer server = TestServer.shared();

    @Test
    void every_page_belongs_to_a_place() {
        Set<String> lost = new TreeSet<>();
        for (RequestMappingInfo route : server.bean(RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()) {
            if (route.getPathPatternsCondition() == null
                    || !route.getMethodsCondition().getMethods().contains(RequestMethod.GET)) {
                continue;
            }
            for (String pattern : route.getPathPatternsCondition().getPatternValues()) {
                String path = VARIABLE.matcher(pattern).replaceAll("some");
                if (!NO_PLACE.contains(pattern) && Stream.of(Place.values()).noneMatch(place -> place.holds(path))) {
                    lost.add(pattern);
                }
            }
        }
        assertThat(lost).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/activity/sleep/, PROJECTS",
        "/activity/sleep/upload/, MY_DATA",
        "/direct-sharing/projects/oauth2/sleep/, MY_PROJECTS",
        "/direct-sharing/projects/oauth2/update/sleep/, MY_PROJECTS",
        "/direct-sharing/projects/leave/1/, CONNECTIONS",
        "/direct-sharing/oauth2-setup/, HELP",
        "/account/activity/, ACTIVITY",
        "/groups/__world__/moderation, PUBLIC_ANNOTATIONS",
        "/groups/abc/moderation, GROUPS"
    })
    void a_page_belongs_to_one_place(String path, Place only) {
        assertThat(Place.values()).filteredOn(place -> place.holds(path)).containsExactly(only);
    }

    @Test
    void the_ledger_is_in_the_members_own_menu_and_belongs_to_their_data() {
        assertThat(Place.values())
                .filteredOn(place -> place.holds("/member/me/ledger/"))
                .containsExactly(Place.MY_DATA, Place.LEDGER);
    }

    @Test
    void the_header_of_every_page_of_every_role_marks_where_one_is() {
        Writers project = Writers.create();
        Writers.Reader reader = project.join();
        project.send("message=Hello&all_members=True");
        Member administrator = server.administrator();
        Project its = project.app().project();
        String slug = its.slug() + "/";
        String own = "/direct-sharing/projects/";
        marked(
                server.browser(),
                List.of(
                        "/",
                        "/account/login/",
                        "/account/signup/",
                        "/explore-share/",
                        "/docs/",
                        "/terms/",
                        its.activityPath()));
        marked(
                reader.browser(),
                List.of(
                        "/",
                        "/account/",
                        "/account/activity/",
                        "/account/sessions/",
                        "/member/me/ledger/",
                        "/member/me/messages/",
                        "/member/me/messages/" + project.delivered().id() + "/",
                        "/member/me/connections/",
                        "/member/me/connections/" + reader.grant().id() + "/",
                        "/member/me/joined/",
                        "/member/me/data/",
                        "/member/me/archive/",
                        "/public-data/",
                        its.activityPath(),
                        its.activityPath() + "upload/",
                        its.activityPath() + "send-message/",
                        "/groups/",
                        "/groups/new",
                        "/search",
                        "/direct-sharing/projects/leave/" + reader.grant().id() + "/"));
        marked(
                server.signedIn(project.coordinator()),
                List.of(
                        own + "manage/",
                        own + "oauth2/create/",
                        its.detailPath(),
                        its.updatePath(),
                        own + "members/" + slug,
                        own + "message/" + slug,
                        own + "approval/" + slug,
                        own + "webhooks/" + slug,
                        own + "requests/" + slug,
                        own + "stewardship/" + slug,
                        own + "withdrawn-members/" + slug,
                        own + "remove-members/" + slug,
                        "/data-management/datatypes/",
                        "/data-management/datatypes/create/"));
        marked(
                server.signedIn(administrator),
                List.of(
                        "/review/",
                        "/admin/members/",
                        "/admin/members/" + administrator.username() + "/",
                        "/admin/audit/",
                        "/admin/mail/",
                        "/admin/oauthclients",
                        "/admin/oauthclients/new",
                        "/groups/__world__/moderation"));
    }

    private static void marked(WebSession browser, List<String> paths) {
        for (String path : paths) {
            var answer = browser.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            Matcher frame = FRAME.matcher(answer.body());
            assertThat(frame.find()).as(path).isTrue();
            assertThat(MARKED.matcher(frame.group()).results()).as(path).isNotEmpty();
        }
    }

    @Test
    void a_page_is_the_current_one_or_one_that_belongs_to_it() {
        Map<String, String> expected = Map.of("/docs/", "page", "/docs/quick/", "true");
        expected.forEach((path, value) -> assertThat(Place.HELP.current(path)).isEqualTo(value));
        assertThat(Place.HELP.current("/explore-share/")).isNull();
    }
}
