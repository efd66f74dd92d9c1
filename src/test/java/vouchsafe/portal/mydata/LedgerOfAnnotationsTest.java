package vouchsafe.portal.mydata;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.AccountDeletion;
import vouchsafe.annotations.AnnotationHandout;
import vouchsafe.annotations.AnnotationLedger;
import vouchsafe.annotations.ReadWay;
import vouchsafe.db.Statements;
import vouchsafe.files.FileRead;
import vouchsafe.files.ReadFilter;
import vouchsafe.files.ReadLedger;
import vouchsafe.files.TestFiles;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.hypothesis.AnnotationApp;

/** A member's ledger has both: what was read of their files, and of their annotations. */
class LedgerOfAnnotationsTest {
    private final TestServer server = TestServer.shared();
    private final TestFiles files = TestFiles.create();
    private final WebSession browser = server.signedIn(files.member);
    private final AnnotationApp app = AnnotationApp.trusted();
    private final AnnotationLedger annotations = server.bean(AnnotationLedger.class);

    private Grant connect() {
        app.connect(browser);
        return server.bean(Grants.class)
                .find(app.client().id(), files.member.id())
                .orElseThrow();
    }

    private void note(Grant grant, ReadWay way, long count) {
        annotations.note(new AnnotationHandout(files.member.id(), grant.clientRowId(), grant.id(), way, count, 1));
    }

    private void readFile(long id) {
        assertThat(TestFiles.get(TestFiles.follow(files.link(id)), Map.of()).statusCode())
                .isEqualTo(200);
    }

    private List<JsonNode> exported() {
        String document = browser.get("/member/me/ledger/export/?format=json").body();
        return StreamSupport.stream(new JsonMapper().readTree(document).spliterator(), false)
                .toList();
    }

    @Test
    void both_kinds_stand_in_one_list_by_time_in_plain_words() {
        Grant grant = connect();
        long file = files.upload("night.csv", "0123456789");
        annotations.note(
                new AnnotationHandout(files.member.id(), grant.clientRowId(), grant.id(), ReadWay.SEARCH, 40, 2));
        readFile(file);
        note(grant, ReadWay.SINGLE, 1);
        readFile(file);
        annotations.note(new AnnotationHandout(files.member.id(), null, null, ReadWay.LIVE, 2, 2));

        String page = browser.get("/member/me/ledger/").body();
        assertThat(page).contains("40 of your annotations, by search").contains("in 2 answers, the last at ");
        assertThat(page)
                .containsSubsequence(
                        "You, with your own token",
                        "2 of your annotations, as live news",
                        "in 2 messages",
                        "night.csv",
                        "1 of your annotations, one by one",
                        "night.csv",
                        "40 of your annotations, by search");
        assertThat(exported())
                .extracting(entry -> entry.path("kind").asString() + " "
                        + entry.path("annotations").asString() + " "
                        + entry.path("way").asString() + " "
                        + entry.path("file").asString())
                .containsExactly(
                        "annotations 2 live ",
                        "file   night.csv",
                        "annotations 1 single ",
                        "file   night.csv",
                        "annotations 40 search ");
        JsonNode search = exported().getLast();
        assertThat(search.path("reader").asString()).isEqualTo("Annotator");
        assertThat(search.path("connection").asString()).isEqualTo(grant.id().toString());
        assertThat(search.path("requests").asString()).isEqualTo("2");
        assertThat(search.path("until").asString())
                .isGreaterThanOrEqualTo(search.path("time").asString());
    }

    @Test
    void it_is_narrowed_to_an_app_that_is_no_project_as_to_one_that_is() {
        Grant grant = connect();
        readFile(files.upload("night.csv", "0123456789"));
        note(grant, ReadWay.SEARCH, 7);
        String all = browser.get("/member/me/ledger/").body();
        assertThat(all).contains("<option value=\"" + grant.id() + "\">Annotator</option>");
        String byApp = browser.get("/member/me/ledger/?by=" + grant.id()).body();
        assertThat(byApp)
                .contains("7 of your annotations")
                .contains("<option value=\"" + grant.id() + "\" selected>")
                .doesNotContain("night.csv");
        int project = files.app.project().id();
        assertThat(browser.get("/member/me/ledger/?by=" + project).body())
                .contains("night.csv")
                .doesNotContain("of your annotations,");
        assertThat(browser.get("/member/me/ledger/?source=" + project).body())
                .contains("night.csv")
                .doesNotContain("of your annotations,");
        for (String nothing : List.of(UUID.randomUUID().toString(), foreignGrant(), "999999999")) {
            assertThat(browser.get("/member/me/ledger/?by=" + nothing).body()).contains("Nothing was read.");
        }
        for (String wrong : List.of("x", "-1", "9999999999999999", grant.id() + "0", "%00")) {
            assertThat(browser.get("/member/me/ledger/?by=" + wrong).statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
    }

    private String foreignGrant() {
        return TestFiles.create().grant().id().toString();
    }

    @Test
    void pages_follow_each_other_across_both_kinds() {
        Grant grant = connect();
        long file = files.upload("night.csv", "x");
        note(grant, ReadWay.SEARCH, 3);
        String place = TestFiles.follow(files.link(file));
        for (int i = 0; i < 50; i++) {
            TestFiles.get(place, Map.of());
        }
        note(grant, ReadWay.LIVE, 4);
        String first = browser.get("/member/me/ledger/").body();
        assertThat(first).contains("4 of your annotations").doesNotContain("3 of your annotations");
        String next = first.replaceAll("(?s).*href=\"(/member/me/ledger/\\?by=0[^\"]*)\".*", "$1")
                .replace("&amp;", "&");
        String second = browser.get(next).body();
        assertThat(second).contains("3 of your annotations").doesNotContain("4 of your annotations");
        assertThat(second.split("night.csv", -1)).hasSize(2);
        assertThat(exported()).hasSize(52);
    }

    @Test
    void a_connections_page_shows_what_it_read_and_the_archive_has_all() throws Exception {
        Grant grant = connect();
        String path = "/member/me/connections/" + grant.id() + "/";
        assertThat(browser.get(path).body()).contains("Nothing of yours yet");
        note(grant, ReadWay.SEARCH, 12);
        readFile(files.upload("night.csv", "0123456789"));
        assertThat(browser.get(path).body())
                .contains("12 of your annotations, by search")
                .contains("href=\"/member/me/ledger/?by=" + grant.id() + "\"")
                .doesNotContain("night.csv");
        assertThat(browser.get("/member/me/connections/" + files.grant().id() + "/")
                        .body())
                .contains("night.csv")
                .contains("href=\"/member/me/ledger/?by=" + files.app.project().id() + "\"")
                .doesNotContain("12 of your annotations");
        StringWriter csv = new StringWriter();
        server.bean(LedgerExport.class).csv(files.member.id(), csv);
        assertThat(csv.toString().lines())
                .hasSize(3)
                .anySatisfy(line -> assertThat(line)
                        .contains(",Annotator,,,you wrote them,your connection with it," + grant.id()
                                + ",annotations,12,search,1,"));
    }

    @Test
    void a_page_costs_as_many_statements_however_many_apps_are_on_it() {
        try (Statements statements = new Statements()) {
            note(connect(), ReadWay.SEARCH, 1);
            readFile(files.upload("night.csv", "x"));
            browser.get("/member/me/ledger/");
            int few = statements.of(new Answer(page()));
            for (int i = 0; i < 6; i++) {
                AnnotationApp more = AnnotationApp.trusted();
                more.connect(browser);
                Grant grant = server.bean(Grants.class)
                        .find(more.client().id(), files.member.id())
                        .orElseThrow();
                for (ReadWay way : ReadWay.values()) {
                    note(grant, way, 2);
                }
            }
            browser.get("/member/me/ledger/");
            int many = statements.of(new Answer(page()));
            assertThat(few).as("statements are counted at all").isPositive();
            // The pool may ask a connection that rested whether it is still there.
            assertThat(many).isLessThanOrEqualTo(few + 1);
        }
    }

    private HttpResponse<String> page() {
        return browser.get("/member/me/ledger/");
    }

    @Test
    void the_ledger_goes_with_the_account() {
        readFile(files.upload("night.csv", "0123456789"));
        List<FileRead> before =
                server.bean(ReadLedger.class).ofMember(files.member.id(), ReadFilter.ALL, Optional.empty(), 10);
        assertThat(before).hasSize(1);
        assertThat(server.bean(AccountDeletion.class).delete(files.member, files.member.credentials(), false))
                .isEmpty();
        assertThat(server.bean(ReadLedger.class).ofMember(files.member.id(), ReadFilter.ALL, Optional.empty(), 10))
                .isEmpty();
    }

    @Test
    void reading_over_the_api_shows_here() {
        String token = app.connect(browser).text("access_token");
        Map<String, String> bearer = Map.of("Authorization", "Bearer " + token, "Content-Type", "application/json");
        String page = "https://example.org/" + UUID.randomUUID();
        assertThat(TestApp.post("/api/annotations", "{\"uri\":\"" + page + "\"}", bearer)
                        .status())
                .isEqualTo(200);
        assertThat(TestApp.get("/api/search?uri=" + page, bearer).status()).isEqualTo(200);
        assertThat(browser.get("/member/me/ledger/").body()).contains("1 of your annotations, by search");
    }
}
