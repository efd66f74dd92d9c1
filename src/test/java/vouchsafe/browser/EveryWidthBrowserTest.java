package vouchsafe.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import vouchsafe.MultipartForm;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;
import vouchsafe.accounts.NewMember;
import vouchsafe.accounts.Password;
import vouchsafe.clients.Clients;
import vouchsafe.files.TestFiles;
import vouchsafe.hypothesis.AnnotationApp;
import vouchsafe.hypothesis.api.TestNotes;
import vouchsafe.messages.Writers;
import vouchsafe.projects.Project;
import vouchsafe.projects.TestProjects;

/**
 * Every page of every role at every width, over texts as people paste them: the longest there may be, in one word, in names,
 * addresses, files and URLs; and with two secrets. Nothing is scrolled to sideways and no word of a button breaks.
 */
@Tag("slow")
class EveryWidthBrowserTest extends BrowserTest {
    private static final String WORD =
            "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
    private static final String LABEL = "a".repeat(63) + ".";

    /** An address of 254 characters. */
    private static final String EMAIL = "k".repeat(62) + "@" + LABEL + LABEL + "b".repeat(59) + ".org";

    private final List<String> faults = new ArrayList<>();

    private static String word(int length) {
        return WORD.repeat(length / WORD.length() + 1).substring(0, length);
    }

    private static String url(int length) {
        String start = "https://app.example.org/";
        return start + "p".repeat(length - start.length());
    }

    private static Map<String, String> longProject() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", word(92) + ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999));
        fields.put("leader", word(100));
        fields.put("organization", word(100));
        fields.put("is_study", "True");
        fields.put("add_data", "on");
        fields.put("returned_data_description", word(140));
        fields.put("short_description", word(140));
        fields.put("long_description", word(1000));
        fields.put("contact_email", EMAIL);
        fields.put("info_url", url(200));
        fields.put("enrollment_url", url(200));
        fields.put("terms_url", url(200));
        fields.put("jogl_page", url(200));
        fields.put("deauth_webhook", "http://127.0.0.1:9/" + "w".repeat(200));
        fields.put("redirect_url", url(256));
        fields.put("request_username_access", "True");
        fields.put("request_message_permission", "True");
        fields.put("erasure_supported", "on");
        return fields;
    }

    private Member longMember(boolean administrator) {
        String username = ("x".repeat(30) + ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999)).substring(8);
        String email = username + EMAIL.substring(username.length());
        return server.bean(Members.class)
                .create(new NewMember(
                        username, word(60), email, true, new Password(TestServer.PASSWORD), administrator));
    }

    private void look(String name, String path) {
        Response answer = page.navigate(path.startsWith("/") ? server.url(path) : path);
        assertThat(answer.status()).as(path).isEqualTo(200);
        look(name);
    }

    private void look(String name) {
        page.evaluate("() => document.querySelectorAll('main details').forEach(part => { part.open = true; })");
        faults.addAll(Widths.faults(page, name, Widths.ALL));
        if (Boolean.getBoolean("vouchsafe.pictures")) {
            page.setViewportSize(390, 844);
            picture(name + "-390");
            page.setViewportSize(1280, 800);
            picture(name);
        }
    }

    private void picture(String name) {
        page.screenshot(new com.microsoft.playwright.Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(java.nio.file.Path.of("target", "screens", "long-" + name + ".png")));
    }

    private void signInAs(Member member) {
        page.context().clearCookies();
        signIn(member.username(), TestServer.PASSWORD);
    }

    private static Writers project() {
        return Writers.create(longProject());
    }

    @Test
    void what_members_see() {
        Member member = longMember(false);
        TestApp app = project().app();
        TestFiles files = TestFiles.of(app, member);
        files.upload(word(200) + ".csv", "a,b\n");
        files.upload("0123456789".repeat(20) + ".json", "{}");
        TestApp study = TestApp.create(
                server.member(),
                Map.of(
                        "name", word(100),
                        "requested_sources", Integer.toString(app.project().id())));
        TestFiles reader = TestFiles.of(study, member);
        String link = study.exchangeMember(reader.token)
                .json()
                .path("data")
                .path(0)
                .path("download_url")
                .asString();
        TestFiles.get(TestFiles.follow(link), Map.of());
        Writers writer = Writers.create(longProject());
        String number = writer.app()
                .exchangeMember(writer.app().connect(server.signedIn(member)).text("access_token"))
                .text("project_member_id");
        writer.send("subject=" + TestApp.encode(Map.of("s", word(200))).substring(2) + "&message=" + "m".repeat(900)
                + "&project_member_ids=" + number);
        TestNotes.shared(member, "__world__", url(400), word(400), word(60), "t".repeat(90));
        AnnotationApp.create().named(word(100)).connect(server.signedIn(member));

        Project its = app.project();
        signInAs(member);
        String own = "/member/me/";
        look("home", "/");
        look("account", "/account/");
        look("account-email", "/account/email/");
        look("account-password", "/account/password/change/");
        look("account-sessions", "/account/sessions/");
        look("account-activity", "/account/activity/");
        look("account-developer", "/account/developer");
        look("account-delete", "/account/delete/");
        look("account-logout", "/account/logout/");
        look("my-data", own + "data/");
        look("my-data-source", own + "data/" + its.id() + "/");
        look("my-data-archive", own + "archive/");
        look("ledger", own + "ledger/");
        look("public", "/public-data/?source=direct-sharing-" + its.id());
        look("messages", own + "messages/");
        look("message", own + "messages/" + writer.delivered().id() + "/");
        look("connections", own + "connections/");
        look("connection", own + "connections/" + files.grant().id() + "/");
        look("receipts", own + "connections/" + files.grant().id() + "/receipts/");
        look("joined", own + "joined/");
        look("leave", "/direct-sharing/projects/leave/" + files.grant().id() + "/");
        look("activity", its.activityPath());
        look("upload", its.activityPath() + "upload/");
        look("delete-files", its.activityPath() + "delete-files/");
        look("letter", its.activityPath() + "send-message/");
        look("in-development", "/direct-sharing/in-development/");
        look("explore-share", "/explore-share/");
        look("add-data", "/add-data/");
        look("search", "/search?q=" + word(10));
        look("author", "/users/" + member.username());
        look("annotate-demo", "/annotate-demo");
        look("consent-again", app.authorizePath(Map.of("approval_prompt", "force")));
        assertThat(faults).isEmpty();
    }

    @Test
    void what_coordinators_see() {
        Writers writers = project();
        TestApp app = writers.app();
        Project its = app.project();
        Clients clients = server.bean(Clients.class);
        clients.issueSecret(app.client().id(), Instant.now().plus(Duration.ofDays(7)));
        app.token(Map.of("grant_type", "authorization_code", "code", "never-issued"));
        Writers.Reader reader = writers.join();
        Writers.Reader leaver = writers.join();
        leaver.browser()
                .submit(
                        "/direct-sharing/projects/leave/" + leaver.grant().id() + "/",
                        Map.of("erasure_requested", "on"));
        writers.send("subject=" + "s".repeat(200) + "&message=" + "m".repeat(900) + "&all_members=True");
        assertThat(writers.delivered().recipients()).isEqualTo(1);
        Project onSite = TestProjects.createOnSite(
                        writers.coordinator().id(),
                        "name",
                        word(100),
                        "consent_text",
                        word(3000),
                        "post_sharing_url",
                        url(200))
                .project();
        signInAs(writers.coordinator());
        String base = "/direct-sharing/projects/";
        String slug = its.slug() + "/";
        look("manage", base + "manage/");
        look("project", its.detailPath());
        look("project-on-site", onSite.detailPath());
        look("project-edit", its.updatePath());
        look("project-create", base + "on-site/create/");
        for (String each : List.of(
                "members",
                "message",
                "approval",
                "webhooks",
                "requests",
                "stewardship",
                "withdrawn-members",
                "remove-members",
                "registered_datatypes")) {
            look("project-" + each, base + each + "/" + slug);
        }
        look(
                "project-message-sent",
                base + "message/" + slug + writers.delivered().id() + "/");
        look("datatypes", "/data-management/datatypes/");
        look("datatypes-create", "/data-management/datatypes/create/");
        look("groups", "/groups/");
        open(base + "remove-members/" + slug);
        page.fill("#id_project_member_ids", word(300));
        page.click("main form button[type=submit]");
        look("remove-members-wrong");
        open(its.updatePath());
        page.evaluate("() => { document.querySelector('main form').noValidate = true; }");
        page.fill("#id_redirect_url", "ftp://" + word(200) + "\nx" + "0".repeat(240));
        page.fill("#id_name", word(300));
        page.click("main form button[type=submit] >> nth=-1");
        look("project-edit-wrong");
        assertThat(page.locator(".error-summary li").count()).isEqualTo(3);
        // The way of somebody new to the project.
        signInAs(longMember(false));
        look("join", onSite.joinPath());
        look("consent", app.authorizePath(Map.of()));
        assertThat(reader.number()).hasSize(8);
        assertThat(faults).isEmpty();
    }

    @Test
    void what_reviewers_and_administrators_see() {
        Member administrator = longMember(true);
        Writers writers = project();
        Project its = writers.app().project();
        WebSession running = server.signedIn(writers.coordinator());
        String approval = "/direct-sharing/projects/approval/" + its.slug() + "/";
        running.get(approval);
        Map<String, String> request = new LinkedHashMap<>(Map.of(
                "message", word(2000),
                "guidelines", "on",
                "ethics_board", word(200),
                "ethics_reference", word(100),
                "ethics_date", "2026-03-31"));
        request.put("csrfmiddlewaretoken", running.csrf());
        assertThat(running.send(new MultipartForm()
                                .fields(request)
                                .file(
                                        "ethics_document",
                                        word(180) + ".pdf",
                                        "%PDF-1.7 approved".getBytes(StandardCharsets.US_ASCII))
                                .to(server.url(approval)))
                        .statusCode())
                .isEqualTo(303);
        Member talker = longMember(false);
        server.signedIn(talker).submit(its.reviewPath(), Map.of("comment", word(3000)));
        AnnotationApp client = AnnotationApp.create(
                        Set.of("authorization_code", "refresh_token"), true, false, false, null, url(1900))
                .named(word(100));
        server.bean(Clients.class)
                .issueSecret(client.client().id(), Instant.now().plus(Duration.ofDays(7)));
        AnnotationApp.token(Map.of("grant_type", "authorization_code", "code", "x", "client_id", client.clientId()));
        signInAs(administrator);
        look("review", "/review/");
        look("review-project", its.reviewPath());
        look("admin-members", "/admin/members/?q=xxxxxxx");
        look("admin-member", "/admin/members/" + talker.username() + "/");
        look("admin-audit", "/admin/audit/");
        look("admin-mail", "/admin/mail/");
        Matcher mail = Pattern.compile("href=\"(/admin/mail/[0-9a-f-]{36}/)\"")
                .matcher(server.signedIn(administrator).get("/admin/mail/").body());
        assertThat(mail.find()).isTrue();
        look("admin-mail-one", mail.group(1));
        String path = "/admin/oauthclients";
        look("admin-clients", path + "?q=" + word(10));
        look("admin-client-new", path + "/new");
        look("admin-client", path + "/" + client.clientId());
        look("admin-client-calls", path + "/" + client.clientId() + "/requests");
        look("moderation", "/groups/__world__/moderation");
        look("project-of-another", its.detailPath());
        look("stewardship", "/direct-sharing/projects/stewardship/" + its.slug() + "/");
        look("convert", "/direct-sharing/projects/oauth2/" + its.slug() + "/convert/");
        assertThat(faults).isEmpty();
    }

    @Test
    void what_strangers_and_groups_see() {
        Member owner = longMember(false);
        WebSession browser = server.signedIn(owner);
        String group = browser.submit(
                        "/groups/new",
                        Map.of("name", word(25), "description", word(250), "type", "open", "pre_moderated", "on"))
                .headers()
                .firstValue("Location")
                .orElseThrow();
        String id = group.split("/")[2];
        TestNotes.shared(owner, id, url(300), word(500), word(80));
        for (String path : List.of(
                "/",
                "/account/login/",
                "/account/signup/",
                "/account/password/reset/",
                "/docs/",
                "/explore-share/",
                "/docs/operators/",
                "/docs/annotation-api/",
                "/terms/",
                "/privacy/",
                "/community-guidelines/")) {
            look("stranger" + path.replace('/', '-'), path);
        }
        open("/no/such/" + "x".repeat(300) + "/");
        look("not-found");
        signInAs(owner);
        look("group", group);
        for (String each : List.of("edit", "members", "moderation", "leave", "delete")) {
            look("group-" + each, "/groups/" + id + "/" + each);
        }
        assertThat(faults).isEmpty();
    }

    /** Wherever a place of the menus is shown at a width, it is there and can be opened. */
    @Test
    void no_place_is_lost_at_any_width() {
        signIn(server.administrator().username(), TestServer.PASSWORD);
        for (int width : Widths.ALL) {
            page.setViewportSize(width, 900);
            open("/member/me/ledger/");
            page.click(".menu summary");
            List<?> shown = (List<?>) page.evaluate("""
                () => [...document.querySelectorAll('.site-header nav a, .site-header form button')]
                    .filter(link => link.getClientRects().length > 0)
                    .filter(link => { link.scrollIntoView({ block: "center" }); const box = link.getBoundingClientRect();
                        return box.left >= 0 && box.right <= innerWidth; })
                    .map(link => link.textContent.trim())\
                """);
            assertThat(shown.stream().map(String::valueOf))
                    .as(width + " px")
                    .containsExactlyInAnyOrder(
                            "Projects",
                            "My data",
                            "Connections",
                            "My projects",
                            "Help",
                            "Your account",
                            "Who read what",
                            "Messages",
                            "Annotation groups",
                            "Your activity",
                            "Administration",
                            "Review queue",
                            "Members",
                            "OAuth clients",
                            "Public annotations",
                            "Audit log",
                            "Mail",
                            "Sign out");
        }
    }
}
