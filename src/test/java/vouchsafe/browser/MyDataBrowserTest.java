package vouchsafe.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.options.SelectOption;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.accounts.Member;
import vouchsafe.files.TestFiles;
import vouchsafe.hypothesis.AnnotationApp;
import vouchsafe.portal.mydata.PublicTerms;

/** A member and their own data, in a real browser. */
class MyDataBrowserTest extends BrowserTest {
    private final Member member = server.member();
    private final TestApp diary = TestApp.create(
            server.member(),
            Map.of(
                    "name",
                    "Sleep Diary " + member.username(),
                    "add_data",
                    "on",
                    "returned_data_description",
                    "One file for each night you slept with the app."));

    @Test
    void a_member_finds_their_data_sees_who_read_it_shares_it_publicly_and_takes_it_back() {
        signIn(member.username(), TestServer.PASSWORD);
        picture(open("/member/me/data/"), "my-data-none");
        TestFiles files = TestFiles.of(diary, member);
        long night = files.upload("night-2026-11-20.csv", "deep;light\n");
        files.upload("night-2026-11-21.csv", "light;deep\n".repeat(900));
        TestApp study = TestApp.create(
                server.member(),
                Map.of("requested_sources", Integer.toString(diary.project().id())));
        TestFiles reader = TestFiles.of(study, member);
        String link = study.exchangeMember(reader.token)
                .json()
                .path("data")
                .path(0)
                .path("download_url")
                .asString();
        TestFiles.get(TestFiles.follow(link), Map.of());

        open("/account/");
        picture(page, "account-home");
        page.click("nav[aria-label=Main] >> text=My data");
        assertThat(page.locator("main")).containsText("night-2026-11-20.csv");
        assertThat(page.locator("main")).containsText(study.project().name() + ": 1 time");
        picture(page, "my-data");
        Download download = page.waitForDownload(() -> page.click("text=night-2026-11-20.csv"));
        assertThat(download.suggestedFilename()).isEqualTo("night-2026-11-20.csv");
        annotateAndRead();
        page.click("main >> text=Who read what");
        assertThat(page.locator("main table")).containsText("You");
        assertThat(page.locator("main table")).containsText("2 of your annotations, by search");
        picture(page, "ledger");
        page.selectOption("[name=by]", new SelectOption().setLabel("Annotator"));
        page.click("main form button[type=submit]");
        assertThat(page.locator("main table")).not().containsText("night-2026");
        page.locator("text=your connection with it").first().click();
        assertThat(page.locator("section[aria-labelledby=reads]")).containsText("one by one");
        picture(page, "connection-of-an-annotator");

        open("/member/me/data/");
        page.locator("text=Share publicly").first().click();
        picture(page, "public-terms");
        page.check("[name=who_reads][value=anyone]");
        page.check("[name=copies][value=deleted]");
        page.check("[name=named][value=yes]");
        PublicTerms.STATEMENTS.forEach(statement -> page.check("[name=" + statement.value() + "]"));
        page.click("text=Agree and share publicly");
        assertThat(page.locator("main")).containsText("nobody can call copies back");
        picture(page, "public-terms-error");
        page.check("[name=copies][value=kept]");
        page.click("text=Agree and share publicly");
        assertThat(page.locator(".flash")).containsText("is public");
        assertThat(TestFiles.get(server.url("/data-management/datafile-download/" + night + "/"), Map.of())
                        .statusCode())
                .isEqualTo(302);
        picture(open("/public-data/"), "public-state");
        open(diary.project().activityPath());
        picture(page, "activity-with-data");
        page.click("text=Stop sharing publicly");
        assertThat(page.locator(".flash")).containsText("private again");
        assertThat(TestFiles.get(server.url("/data-management/datafile-download/" + night + "/"), Map.of())
                        .statusCode())
                .isEqualTo(403);
    }

    /** An app writes two annotations for the member, finds them and reads one of them. */
    private void annotateAndRead() {
        String token = AnnotationApp.trusted().connect(server.signedIn(member)).text("access_token");
        Map<String, String> headers = Map.of("Authorization", "Bearer " + token, "Content-Type", "application/json");
        String uri = "https://example.org/" + member.username();
        TestApp.post("/api/annotations", "{\"uri\":\"" + uri + "\"}", headers);
        String id = TestApp.post("/api/annotations", "{\"uri\":\"" + uri + "\"}", headers)
                .text("id");
        TestApp.get("/api/search?uri=" + uri, headers);
        TestApp.get("/api/annotations/" + id, headers);
        TestApp.get("/api/annotations/" + id, headers);
    }

    @Test
    void a_member_uploads_a_file_and_deletes_it(@TempDir Path folder) throws Exception {
        TestFiles.of(diary, member);
        signIn(member.username(), TestServer.PASSWORD);
        open(diary.project().activityPath());
        page.click("text=Upload a file");
        picture(page, "upload");
        Path file = Files.writeString(folder.resolve("my nights.csv"), "deep;deep\n");
        page.fill("[name=description]", "What I wrote down myself");
        page.setInputFiles("[name=data_file]", file);
        page.click("main form button[type=submit]");
        assertThat(page.locator(".flash")).containsText("my nights.csv");
        assertThat(page.locator("main table")).containsText("What I wrote down myself");
        picture(page, "my-data-source");
        page.click("text=Delete all");
        picture(page, "delete-files");
        page.click("text=Delete my files");
        assertThat(page.locator(".flash")).containsText("deleted");
    }

    @Test
    void a_member_takes_everything_along_and_deletes_the_account() throws Exception {
        TestFiles files = TestFiles.of(diary, member);
        long id = files.upload("night.csv", "deep;light\n");
        signIn(member.username(), TestServer.PASSWORD);
        open("/account/");
        page.click("main >> text=Download everything");
        picture(page, "archive");
        Download archive = page.waitForDownload(() -> page.click("main form button[type=submit]"));
        assertThat(archive.suggestedFilename()).endsWith(".zip");
        try (ZipFile zip = new ZipFile(archive.path().toFile())) {
            List<String> names = zip.stream().map(ZipEntry::getName).toList();
            String file = "files/" + diary.project().sourceLabel() + "/" + id + "-night.csv";
            assertThat(names).contains("account.json", "connections.json", "files.json", "reads.csv", file);
            assertThat(new String(zip.getInputStream(zip.getEntry(file)).readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("deep;light\n");
        }

        open("/account/delete/");
        page.fill("[name=password]", "not it at all");
        page.click("text=Delete my account for ever");
        picture(page, "account-delete-error");
        page.fill("[name=password]", TestServer.PASSWORD);
        page.click("text=Delete my account for ever");
        page.waitForURL("**/account/deleted/");
        picture(page, "account-deleted");
        assertThat(files.app.exchangeMember(files.token).status()).isEqualTo(401);
        open("/account/");
        assertThat(page.url()).contains("/account/login/");
    }
}
