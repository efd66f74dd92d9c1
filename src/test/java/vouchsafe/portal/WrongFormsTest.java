package vouchsafe.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vouchsafe.Mailbox;
import vouchsafe.MultipartForm;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.TestSetupLinks;
import vouchsafe.messages.Writers;
import vouchsafe.projects.Approvals;
import vouchsafe.projects.Project;
import vouchsafe.projects.TestProjects;

/**
 * Every form of the house, filled wrongly: it comes back with one status, with a summary that calls each field as the form
 * does, and with links that lead to where one types.
 */
class WrongFormsTest {
    private static final Path TEMPLATES = Path.of("src/main/jte");
    private static final Pattern LINE = Pattern.compile("<li><a href=\"#([^\"]*)\">([^<]*)</a>: ([^<]*)</li>");
    private static final Pattern SUMMARY = Pattern.compile("(?s)class=\"notice notice-danger error-summary\".*?</ul>");
    private static final String LONG = "x".repeat(21_000);

    private final TestServer server = TestServer.shared();
    private final Member coordinator = server.member();
    private final Member administrator = server.administrator();
    private final WebSession running = server.signedIn(coordinator);
    private final WebSession deciding = server.signedIn(administrator);
    private final Map<String, Integer> walked = new LinkedHashMap<>();

    @Test
    void every_form_that_is_wrong_comes_back_with_one_status_its_labels_and_links_to_its_controls() throws IOException {
        accounts();
        projects();
        members();
        reviewers();
        administrators();
        groups();
        assertThat(walked.keySet())
                .as("pages whose forms can come back with errors")
                .isEqualTo(templates("errors = wrong"));
    }

    /** What a person types is refused with words, or not at all. */
    @Test
    void no_field_cuts_what_is_typed_into_it() throws IOException {
        assertThat(templates("maxlength")).isEmpty();
    }

    /** A page that asks for something can say what is wrong with it. */
    @Test
    void every_page_with_a_field_to_fill_in_can_show_what_is_wrong_with_it() throws IOException {
        try (Stream<Path> files = Files.walk(TEMPLATES)) {
            assertThat(files.filter(file -> file.toString().endsWith(".jte"))
                            .filter(file -> !file.startsWith(TEMPLATES.resolve("ui")))
                            .flatMap(WrongFormsTest::fieldsWithoutErrors))
                    .isEmpty();
        }
    }

    private static Stream<String> fieldsWithoutErrors(Path template) {
        return lines(template)
                .filter(line -> line.matches(".*@template\\.ui\\.(text|textarea|file)\\(.*"))
                .filter(line -> !line.contains("type = \"search\"") || line.contains("name = \"q\", required"))
                .filter(line -> !line.contains("wrong = wrong"))
                .map(line -> template + ": " + line.strip());
    }

    private static Stream<String> lines(Path template) {
        try {
            return Files.readAllLines(template).stream();
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static TreeSet<String> templates(String text) throws IOException {
        try (Stream<Path> files = Files.walk(TEMPLATES)) {
            TreeSet<String> found = new TreeSet<>();
            files.filter(file -> file.toString().endsWith(".jte"))
                    .filter(file -> lines(file).anyMatch(line -> line.contains(text)))
                    .forEach(file ->
                            found.add(TEMPLATES.relativize(file).toString().replace(".jte", "")));
            return found;
        }
    }

    private void accounts() {
        WebSession stranger = server.browser();
        stranger.get("/account/login/");
        wrong("account/login", stranger.post("/account/login/", Map.of("login", "nobody", "password", "wrong")));
        wrong(
                "account/signup",
                stranger.submit(
                        "/account/signup/",
                        Map.of("username", "not a name", "name", LONG, "email", "nowhere", "password", "short")),
                "Username",
                "Name",
                "E-mail",
                "Password");
        String first = TestSetupLinks.link(server);
        stranger.get("/account/first/?link=" + first);
        wrong(
                "account/first",
                stranger.post(
                        "/account/first/",
                        Map.of(
                                "link",
                                first,
                                "username",
                                "not a name",
                                "name",
                                LONG,
                                "email",
                                "nowhere",
                                "password",
                                "short")),
                "Username",
                "Name",
                "E-mail",
                "Password");
        wrong(
                "account/passwordForgotten",
                stranger.submit("/account/password/reset/", Map.of("login", " ")),
                "Username or e-mail");
        Member forgetful = server.member();
        stranger.submit("/account/password/reset/", Map.of("login", forgetful.username()));
        String link = new Mailbox(server, forgetful.email()).link("reset-password");
        stranger.get(link);
        wrong(
                "account/passwordChoose",
                stranger.post(
                        "/account/password/reset/choose/",
                        Map.of("link", link.substring(link.indexOf('=') + 1), "new_password", "short")),
                "New password");

        WebSession browser = server.signedIn(server.member());
        String change = "/account/password/change/";
        wrong(
                "account/passwordChange",
                browser.submit(change, Map.of("password", "not it", "new_password", "whatever it is")),
                "Your password now");
        wrong(
                "account/passwordChange",
                browser.submit(change, Map.of("password", TestServer.PASSWORD, "new_password", "password1")),
                "New password");
        wrong(
                "account/email",
                browser.submit("/account/email/", Map.of("email", "a@example.org", "password", "not it")),
                "Your password");
        wrong(
                "account/email",
                browser.submit("/account/email/", Map.of("email", "nowhere", "password", TestServer.PASSWORD)),
                "New address");
        wrong("account/delete", browser.submit("/account/delete/", Map.of("password", "not it")), "Your password");
        wrong(
                "mydata/publicData",
                browser.submit("/public-data/", Map.of("who_reads", "members")),
                "Who can read what you share publicly?",
                "You stop sharing publicly. What about copies made before?",
                "Could people find out that the data is about you?",
                "I share data about myself only, and I am allowed to.",
                "Nobody makes me do this. I know that my projects go on if I share nothing publicly.",
                "I know that I can stop at any time, and what that can and cannot undo.");
        wrong("search/results", browser.get("/search?q=" + "x".repeat(1_001)), "Search annotations");
    }

    private void projects() {
        String create = "/direct-sharing/projects/oauth2/create/";
        HttpResponse<String> empty =
                running.submit(create, Map.of("name", LONG, "redirect_url", "a\nb", "jogl_page", "x"));
        wrong(
                "coordinator/form",
                empty,
                "Study or activity?",
                "Project name",
                "Leader(s) or principal investigator(s)",
                "Academic or non-profit?",
                "Where to list the project once it is approved",
                "Contact email",
                "URL for general information about your project",
                "Short description",
                "Long description",
                "Active",
                "Are you requesting usernames?",
                "Enrollment URL",
                "Terms of use URL",
                "Redirect URL",
                "Redirect URL",
                "JOGL page");
        assertThat(empty.body()).contains("\"a\" must be absolute", "\"b\" must be absolute");
        running.get(create);
        Map<String, String> good = new LinkedHashMap<>(TestProjects.form());
        good.put("csrfmiddlewaretoken", running.csrf());
        wrong(
                "coordinator/form",
                running.send(new MultipartForm()
                        .fields(good)
                        .file("badge_image", "badge.png", new byte[] {1, 2, 3})
                        .to(server.url(create))),
                "Badge image");

        Project project =
                TestProjects.create(coordinator.id(), "is_study", "True").project();
        String slug = project.slug() + "/";
        wrong(
                "coordinator/approval",
                running.submit("/direct-sharing/projects/approval/" + slug, Map.of()),
                "What should reviewers and members know?",
                "Ethics board",
                "Reference number",
                "Date of the approval",
                "Approval document",
                "I have read the project guidelines and this project follows them");
        HttpResponse<String> removal = running.submit(
                "/direct-sharing/projects/remove-members/" + slug, Map.of("project_member_ids", "12345678 12 ab"));
        wrong("coordinator/remove", removal, "Project member IDs");
        assertThat(removal.body()).contains("Not so: “12”, “ab”.");
        String stewardship = "/direct-sharing/projects/stewardship/" + slug;
        running.get(stewardship);
        wrong(
                "coordinator/stewardship",
                running.post(stewardship + "invite/", Map.of("username", "nobody-of-this-name")),
                "Username");
        wrong(
                "coordinator/stewardship",
                running.post(stewardship + "close/", Map.of("reason", LONG)),
                "Reason",
                "Close “" + project.name() + "” for good");
        deciding.get(stewardship);
        wrong(
                "coordinator/stewardship",
                deciding.post(stewardship + "hand-over/", Map.of("coordinator", "nobody-of-this-name")),
                "Username of the new coordinator");
        wrong(
                "coordinator/storage",
                deciding.submit(
                        "/direct-sharing/projects/storage/" + slug,
                        Map.of("size", "x", "files", "x", "day_size", "x", "day_files", "x")),
                "Size",
                "Files",
                "Size with one token in a day",
                "Files with one token in a day");
        String webhooks = "/direct-sharing/projects/webhooks/" + slug;
        running.get(webhooks);
        wrong("coordinator/deliveries", running.post(webhooks + "url/", Map.of("deauth_webhook", "x")), "Webhook URL");
        wrong(
                "coordinator/members",
                running.get("/direct-sharing/projects/members/" + slug + "?id=x&from=x&until=x&allowed=x"),
                "Project member ID",
                "Joined from",
                "Joined until",
                "Agreed to");
        wrong(
                "coordinator/convert",
                deciding.submit("/direct-sharing/projects/oauth2/" + slug + "convert/", Map.of("consent_text", "")),
                "Consent text");
        wrong(
                "datatypes/form",
                running.submit("/data-management/datatypes/create/", Map.of("name", "!", "description", LONG)),
                "Name",
                "Description");
    }

    private void members() {
        Writers project = Writers.create();
        Writers.Reader reader = project.join();
        project.send("message=Hello&all_members=True");
        String message = "/member/me/messages/" + project.delivered().id() + "/";
        reader.browser().get(message);
        wrong(
                "inbox/message",
                reader.browser().post(message + "report/", Map.of("reason", LONG)),
                "What is wrong with it?");
        Project theirs = project.app().project();
        wrong(
                "inbox/letter",
                reader.browser().submit(theirs.activityPath() + "send-message/", Map.of("message", LONG)),
                "Message");
        wrong(
                "mydata/upload",
                reader.browser().get(theirs.activityPath() + "upload/?problem=description"),
                "What it is");
        wrong("mydata/upload", reader.browser().get(theirs.activityPath() + "upload/?problem=no_file"), "File");
        WebSession owner = server.signedIn(project.coordinator());
        wrong(
                "coordinator/message",
                owner.submit(
                        "/direct-sharing/projects/message/" + theirs.slug() + "/",
                        Map.of("project_member_ids", "12 ab", "subject", LONG, "message", LONG)),
                "Project member IDs",
                "Subject",
                "Message");
    }

    private void reviewers() {
        Project project = TestProjects.create(coordinator.id()).project();
        running.submit(
                "/direct-sharing/projects/approval/" + project.slug() + "/",
                Map.of("message", "Please", "guidelines", "on"));
        deciding.get(project.reviewPath());
        wrong("review/project", deciding.post(project.reviewPath(), Map.of("comment", LONG)), "Ask or say something");
        HttpResponse<String> decided = deciding.post(
                "/review/" + project.slug() + "/decide/",
                Map.of("decision", "APPROVE", "reason", LONG, "version", Integer.toString(project.version())));
        wrong("review/project", decided, "Reason (public)");
        assertThat(decided.body()).contains("href=\"#id_reason\"", LONG);
        server.bean(Approvals.class).decide(project, administrator, Approvals.Decision.APPROVE, "Fine.");
        HttpResponse<String> ended = deciding.post("/review/" + project.slug() + "/end/", Map.of("reason", " "));
        wrong("review/project", ended, "Reason (public)");
        assertThat(ended.body()).contains("href=\"#id_end_reason\"");
        running.get(project.detailPath());
        running.post(
                "/direct-sharing/projects/oauth2/update/" + project.slug() + "/",
                TestProjects.form("name", project.name(), "request_username_access", "True"));
        HttpResponse<String> changed = deciding.post(
                "/review/" + project.slug() + "/change/",
                Map.of("change", UUID.randomUUID().toString(), "accept", "true", "reason", ""));
        wrong("review/project", changed, "Reason (public)");
        assertThat(changed.body()).contains("href=\"#id_change_reason\"");
    }

    private void administrators() {
        Member member = server.member();
        String path = "/admin/members/" + member.username() + "/";
        deciding.get(path);
        HttpResponse<String> suspended = deciding.post(path + "suspend/", Map.of("reason", LONG));
        wrong("admin/member", suspended, "Reason");
        assertThat(suspended.body()).as("nothing typed is lost").contains(LONG);
        wrong(
                "admin/audit",
                deciding.get("/admin/audit/?member=nobody-of-this-name&client=x&from=x&until=x"),
                "Member (username)",
                "Client ID",
                "From the day (UTC)",
                "Up to the day (UTC)");
        String clients = "/admin/oauthclients/new";
        HttpResponse<String> refused = deciding.submit(
                clients,
                Map.of(
                        "authority",
                        "A!",
                        "grant_type",
                        "authorization_code",
                        "redirect_url",
                        "ftp\nhttp://x.example/"));
        wrong("admin/oauthClientNew", refused, "Name", "Authority", "Redirect URL", "Redirect URL");
        assertThat(deciding.submit(clients, Map.of("name", LONG, "authority", "A!", "grant_type", "x"))
                        .body())
                .contains("href=\"#id_grant_type_1\"");
        HttpResponse<String> made = deciding.post(
                clients, Map.of("name", "Good", "authority", "elsewhere.example", "grant_type", "jwt_bearer"));
        wrong(
                "admin/oauthClient",
                deciding.submit(made.headers().firstValue("Location").orElseThrow(), Map.of("grant_type", "x")),
                "Name",
                "Authority",
                "Grant type");
    }

    private void groups() {
        wrong(
                "groups/create",
                running.submit("/groups/new", Map.of("name", "x", "description", LONG)),
                "Name",
                "Description",
                "Who reads and writes");
        HttpResponse<String> made = running.submit("/groups/new", Map.of("name", "A circle", "type", "restricted"));
        String group = made.headers().firstValue("Location").orElseThrow();
        String base = group.substring(0, group.indexOf('/', "/groups/".length()) + 1);
        wrong("groups/edit", running.submit(base + "edit", Map.of("name", "x", "type", "private")), "Name");
        wrong(
                "groups/members",
                running.submit(base + "members", Map.of("username", "nobody-of-this-name")),
                "Add a member by username");
        wrong(
                "groups/delete",
                running.submit(base + "delete", Map.of()),
                "Delete the group and everything written in it, for good");
    }

    /** Holds a form that came back: its labels are these, in this order. */
    private void wrong(String template, HttpResponse<String> answer, String... labels) {
        walked.merge(template, 1, Integer::sum);
        assertThat(answer.statusCode()).as(template).isEqualTo(400);
        Matcher summary = SUMMARY.matcher(answer.body());
        assertThat(summary.find())
                .as("summary of " + template + ": " + answer.body())
                .isTrue();
        List<MatchResult> lines = LINE.matcher(summary.group()).results().toList();
        assertThat(lines.stream().map(line -> text(line.group(2)))).as(template).containsExactly(labels);
        for (MatchResult line : lines) {
            assertThat(labelOf(answer.body(), line.group(1)))
                    .as(template + ": the label of " + line.group(1))
                    .isEqualTo(text(line.group(2)));
        }
    }

    /** The text of the label of a control that can be typed into or chosen from; of the first of a group, its legend. */
    private static String labelOf(String page, String id) {
        Matcher control = Pattern.compile("<(?:input|textarea|select)\\b[^>]*\\bid=\"" + Pattern.quote(id) + "\"[^>]*>")
                .matcher(page);
        assertThat(control.find()).as("a control " + id).isTrue();
        assertThat(control.group()).doesNotContain("type=\"hidden\"");
        Matcher legend = Pattern.compile("(?s)<fieldset\\b(?:(?!</fieldset>).)*?<legend>([^<]*)")
                .matcher(page);
        while (legend.find()) {
            int end = page.indexOf("</fieldset>", legend.start());
            if (legend.start() < control.start() && control.start() < end) {
                return text(legend.group(1)).strip();
            }
        }
        Matcher label = Pattern.compile("<label for=\"" + Pattern.quote(id) + "\">([^<]*)")
                .matcher(page);
        assertThat(label.find()).as("a label for " + id).isTrue();
        return text(label.group(1)).strip();
    }

    private static String text(String html) {
        return html.replace("&#39;", "'")
                .replace("&#34;", "\"")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }
}
