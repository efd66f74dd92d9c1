package vouchsafe.portal.mydata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.files.TestFiles;
import vouchsafe.publication.PublicSharing;

/** The ledger that a member sees. */
class LedgerTest {
    private final TestServer server = TestServer.shared();
    private final TestFiles files = TestFiles.create();
    private final WebSession browser = server.signedIn(files.member);

    @Test
    void PT_25_every_read_of_a_file_stands_in_its_owners_ledger_with_project_file_and_time() {
        long own = files.upload("night.csv", "0123456789");
        TestApp reader = TestApp.create(
                server.member(),
                Map.of("requested_sources", Integer.toString(files.app.project().id())));
        String token = reader.connect(browser).text("access_token");
        String listed = reader.exchangeMember(token)
                .json()
                .path("data")
                .path(0)
                .path("download_url")
                .asString();

        assertThat(entries()).isEmpty();
        read(files.link(own));
        read(listed);
        read(listed);
        browser.get(location("/member/me/data/files/" + own + "/download/"));
        PublicSharing sharing = server.bean(PublicSharing.class);
        sharing.agree(files.member.id(), "{}");
        sharing.start(files.member.id(), files.app.project());
        read(server.url("/data-management/datafile-download/" + own + "/"));

        List<JsonNode> entries = entries();
        assertThat(entries)
                .extracting(entry -> entry.path("reader").asString())
                .containsExactly(
                        "Anyone (public)",
                        "You",
                        reader.project().name(),
                        reader.project().name(),
                        files.app.project().name());
        assertThat(entries).allSatisfy(entry -> {
            assertThat(entry.path("file").asString()).isEqualTo("night.csv");
            assertThat(entry.path("source").asString())
                    .isEqualTo(files.app.project().name());
            assertThat(entry.path("time").asString()).matches("20\\d\\d-.*Z");
        });
        assertThat(entries.getLast().path("connection").asString())
                .isEqualTo(files.grant().id().toString());
        String page = browser.get("/member/me/ledger/").body();
        assertThat(page).contains("night.csv").contains(reader.project().name()).contains("Anyone (public)");
        String byReader =
                browser.get("/member/me/ledger/?by=" + reader.project().id()).body();
        assertThat(byReader).contains("night.csv").doesNotContain("Anyone (public)");
        assertThat(browser.get("/member/me/ledger/?source=" + reader.project().id())
                        .body())
                .contains("Nothing was read.");
        assertThat(browser.get("/member/me/data/").body())
                .contains(reader.project().name() + ": 2 times")
                .contains(files.app.project().name() + ": 1 time,");
    }

    @Test
    void the_ledger_outlives_file_and_connection_and_is_nobody_elses() {
        long id = files.upload("night.csv", "0123456789");
        read(files.link(id));
        browser.get("/member/me/data/");
        browser.post("/member/me/data/files/" + id + "/delete/", Map.of());
        browser.submit("/direct-sharing/projects/leave/" + files.grant().id() + "/", Map.of());
        assertThat(entries()).hasSize(1);
        assertThat(server.signedIn(server.member())
                        .get("/member/me/ledger/export/?format=json")
                        .body())
                .isEqualTo("[]\n");
    }

    @Test
    void PT_24_a_file_named_like_a_formula_does_nothing_in_an_exported_ledger() {
        Answer begun = files.begin("=cmd()");
        long id = begun.json().path("id").asLong();
        TestFiles.put(begun.text("url"), "x");
        files.complete(id);
        read(files.link(id));
        assertThat(browser.get("/member/me/ledger/export/?format=csv").body())
                .startsWith(
                        "time,reader,file,file_id,source,permission,connection,kind,annotations,way,requests,until\r\n")
                .contains(",'=cmd()," + id)
                .doesNotContain(",=");
        assertThat(browser.get("/member/me/ledger/export/?format=xml").statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_long_ledger_comes_page_by_page() {
        long id = files.upload("night.csv", "x");
        String place = TestFiles.follow(files.link(id));
        for (int i = 0; i < 51; i++) {
            TestFiles.get(place, Map.of());
        }
        String page = browser.get("/member/me/ledger/").body();
        assertThat(page).contains("Older reads");
        String next = page.replaceAll("(?s).*href=\"(/member/me/ledger/\\?by=0[^\"]*)\".*", "$1")
                .replace("&amp;", "&");
        assertThat(browser.get(next).body()).contains("night.csv").doesNotContain("Older reads");
        assertThat(entries()).hasSize(51);
        assertThat(browser.get("/member/me/ledger/?before=x").statusCode()).isEqualTo(400);
        assertThat(browser.get("/member/me/ledger/?by=x").statusCode()).isEqualTo(400);
        assertThat(browser.get("/member/me/ledger/?by=999999999").body()).contains("Nothing was read.");
    }

    private void read(String link) {
        assertThat(TestFiles.get(TestFiles.follow(link), Map.of()).statusCode()).isEqualTo(200);
    }

    private String location(String path) {
        return browser.get(path).headers().firstValue("Location").orElseThrow();
    }

    private List<JsonNode> entries() {
        String document = browser.get("/member/me/ledger/export/?format=json").body();
        return StreamSupport.stream(new JsonMapper().readTree(document).spliterator(), false)
                .toList();
    }
}
