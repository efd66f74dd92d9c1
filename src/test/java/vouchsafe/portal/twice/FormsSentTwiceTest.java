package vouchsafe.portal.twice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import vouchsafe.TestServer;
import vouchsafe.checklist.AtOnce;
import vouchsafe.web.pages.FormRules;

/**
 * Every form of every page, sent twice: by a double click, on a slow line, by going back and pressing again. What it is for
 * is done once, and each time it ends on the page of what was done.
 */
class FormsSentTwiceTest {
    private static final Pattern TOLD = Pattern.compile("(?s)class=\"notice notice-success flash\".*?<p>(.*?)</p>");
    private static final Pattern FORM =
            Pattern.compile("(?s)<form method=\"post\" action=\"([^>]*)\"[^>]*>(.*?)</form>");

    private final TestServer server = TestServer.shared();

    static List<FormScene> scenes() {
        return FormScenes.all();
    }

    @ParameterizedTest
    @MethodSource("scenes")
    void sent_again_it_ends_where_it_ended_and_does_nothing_more(FormScene scene) {
        FormScene.Ready ready = scene.arrange().get();
        HttpResponse<String> first = done(ready.form()::send);
        Map<String, Object> after = traces(ready);

        HttpResponse<String> again = done(ready.form()::send);
        assertThat(traces(ready)).isEqualTo(after);
        if (first.statusCode() == 303) {
            assertThat(end(again)).isEqualTo(end(first));
        }
        assertRight(ready.form(), again);

        HttpResponse<String> later = done(() -> ready.form().send(ready.form().cookiesAfter(first)));
        assertThat(traces(ready)).as("with the cookies of the first answer").isEqualTo(after);
        assertRight(ready.form(), later);
    }

    @ParameterizedTest
    @MethodSource("scenes")
    void sent_twice_at_once_it_is_done_once(FormScene scene) {
        FormScene.Ready alone = scene.arrange().get();
        Map<String, Object> before = traces(alone);
        done(alone.form()::send);
        Map<String, Object> once = difference(before, traces(alone));

        FormScene.Ready ready = scene.arrange().get();
        Map<String, Object> nothing = traces(ready);
        List<HttpResponse<String>> both = AtOnce.times(2, number -> done(ready.form()::send));
        assertThat(difference(nothing, traces(ready))).isEqualTo(once);
        both.forEach(answer -> assertRight(ready.form(), answer));
    }

    /** Sends it until the server is not too busy for it. */
    private static HttpResponse<String> done(Supplier<HttpResponse<String>> send) {
        HttpResponse<String> answer = send.get();
        for (int tries = 1; answer.statusCode() == 503 && tries < 20; tries++) {
            answer = send.get();
        }
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 303);
        return answer;
    }

    /** Where an answer leads; a code is another one each time. */
    private static String end(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("").replaceAll("code=[^&]*", "code");
    }

    private static void assertRight(SentForm form, HttpResponse<String> answer) {
        HttpResponse<String> end = form.end(answer);
        assertThat(end.statusCode()).as(end.uri() + end.body()).isIn(200, 303);
        Matcher told = TOLD.matcher(end.body());
        if (told.find()) {
            assertThat(told.group(1).toLowerCase(Locale.ROOT))
                    .doesNotContain("already")
                    .doesNotContain("ended before")
                    .doesNotContain("nothing was");
        }
    }

    private Map<String, Object> traces(FormScene.Ready ready) {
        Map<String, Object> traces = new TreeMap<>();
        List<String> people =
                ready.people().stream().map(member -> member.id().toString()).toList();
        if (!people.isEmpty()) {
            server.bean(JdbcClient.class)
                    .sql("""
                        SELECT kind, count(*) FROM audit_events
                        WHERE (actor_id::text IN (:people) OR subject_id::text IN (:people)) AND kind <> 'mail.read' GROUP BY kind
                        """)
                    .param("people", people)
                    .query((row, number) -> Map.entry(row.getString(1), row.getLong(2)))
                    .list()
                    .forEach(each -> traces.put(each.getKey(), each.getValue()));
        }
        traces.put("rows", ready.rows().get());
        return traces;
    }

    /** How much more of each there is. */
    private static Map<String, Object> difference(Map<String, Object> before, Map<String, Object> after) {
        Map<String, Object> more = new TreeMap<>();
        after.forEach((kind, count) -> {
            if (count instanceof Long now && now - (Long) before.getOrDefault(kind, 0L) != 0) {
                more.put(kind, now - (Long) before.getOrDefault(kind, 0L));
            } else if (!(count instanceof Long) && !count.equals(before.get(kind))) {
                more.put(kind, count);
            }
        });
        return more;
    }

    @Test
    void every_form_is_walked_through_or_has_a_reason() {
        RequestMappingHandlerMapping mapping =
                (RequestMappingHandlerMapping) server.context().getBean("requestMappingHandlerMapping");
        Set<String> forms = mapping.getHandlerMethods().keySet().stream()
                .filter(route -> route.getMethodsCondition().getMethods().contains(RequestMethod.POST))
                .flatMap(route -> route.getPatternValues().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        FormRules rules = server.bean(FormRules.class);
        Set<String> known = Stream.of(
                        scenes().stream().map(FormScene::route),
                        rules.free().keySet().stream(),
                        rules.anew().keySet().stream())
                .flatMap(each -> each)
                .filter(route -> !route.equals(FormScenes.UPLOAD))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(known)
                .as("add a scene to FormScenes, or a reason to FormsAnew")
                .isEqualTo(forms);
        assertThat(forms).hasSizeGreaterThan(70);
        assertThat(Stream.concat(rules.free().values().stream(), rules.anew().values().stream()))
                .allSatisfy(reason -> assertThat(reason).endsWith("."));
    }

    @Test
    void every_form_that_a_page_shows_brings_what_it_is_known_by() throws Exception {
        Set<String> bare = new TreeSet<>();
        int forms = 0;
        try (Stream<Path> pages = Files.walk(Path.of("src/main/jte"))) {
            for (Path page :
                    pages.filter(each -> each.toString().endsWith(".jte")).toList()) {
                Matcher form = FORM.matcher(Files.readString(page));
                while (form.find()) {
                    forms++;
                    if (!form.group(2).contains("@template.ui.csrf(page = page")) {
                        bare.add(form.group(1));
                    }
                }
            }
        }
        assertThat(forms).isGreaterThan(80);
        assertThat(bare).as("forms without an anti-forgery value").isEmpty();
    }
}
