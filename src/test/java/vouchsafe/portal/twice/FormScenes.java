package vouchsafe.portal.twice;

import static vouchsafe.TestServer.PASSWORD;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.Mailbox;
import vouchsafe.TestApp;
import vouchsafe.TestOnSite;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.TestSetupLinks;
import vouchsafe.annotations.Group;
import vouchsafe.annotations.GroupDraft;
import vouchsafe.annotations.Groups;
import vouchsafe.annotations.Role;
import vouchsafe.clients.SecretOverlap;
import vouchsafe.consent.ProjectEnds;
import vouchsafe.datatypes.DataType;
import vouchsafe.datatypes.TestDataTypes;
import vouchsafe.files.TestFiles;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.hypothesis.AnnotationApp;
import vouchsafe.hypothesis.api.TestNotes;
import vouchsafe.messages.Writers;
import vouchsafe.portal.mydata.PublicTerms;
import vouchsafe.projects.Approvals;
import vouchsafe.projects.Project;
import vouchsafe.projects.ProjectSecrets;
import vouchsafe.projects.TestProjects;
import vouchsafe.publication.PublicSharing;
import vouchsafe.webhooks.Receiver;

/** Each form of each page, ready to be sent by somebody whose form it is. */
final class FormScenes {
    private static final TestServer SERVER = TestServer.shared();
    private static final String MANAGE = "/direct-sharing/projects/";

    private final List<FormScene> all = new ArrayList<>();

    private FormScenes() {
        account();
        administration();
        clientsAndDataTypes();
        projects();
        stewardship();
        credentials();
        masterToken();
        proofKeys();
        webhooks();
        members();
        files();
        messages();
        review();
        groups();
        consent();
    }

    static List<FormScene> all() {
        return new FormScenes().all;
    }

    /** @param route the pattern of the handler that takes the form */
    private void add(String route, Supplier<FormScene.Ready> arrange) {
        all.add(new FormScene(route, arrange));
    }

    private static FormScene.Ready ready(SentForm form, Member... people) {
        return new FormScene.Ready(form, List.of(people), () -> "");
    }

    private static FormScene.Ready ready(SentForm form, Supplier<Object> rows, Member... people) {
        return new FormScene.Ready(form, List.of(people), rows);
    }

    private static long count(String table, String condition, Object value) {
        return SERVER.bean(JdbcClient.class)
                .sql("SELECT count(*) FROM " + table + " WHERE " + condition)
                .param(value)
                .query(Long.class)
                .single();
    }

    private static String word(String prefix) {
        return prefix + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }

    /** Someone who has just signed up in this browser. */
    private static String signUp(WebSession browser) {
        String name = word("twice_").substring(0, 18);
        browser.submit("/account/signup/", person(name));
        return name;
    }

    private static Map<String, String> person(String name) {
        return Map.of("username", name, "name", "Some One", "email", name + "@example.org", "password", PASSWORD);
    }

    private void account() {
        add("/account/signup/", () -> {
            String name = word("twice_").substring(0, 18);
            SentForm form = SentForm.on(server().browser(), "/account/signup/", "/account/signup/", person(name));
            return ready(
                    form,
                    () -> List.of(
                            count("members", "username = ?", name),
                            count("mails", "recipient = ?", name + "@example.org"),
                            count(
                                    "browser_sessions",
                                    "principal_name IN (SELECT id::text FROM members WHERE username = ?)",
                                    name)));
        });
        add("/account/first/", () -> {
            String name = word("first_").substring(0, 18);
            String page = "/account/first/?link=" + TestSetupLinks.link(SERVER);
            SentForm form = SentForm.on(server().browser(), page, "/account/first/", person(name));
            return ready(form, () -> count("members", "username = ?", name));
        });
        add("/account/login/", () -> {
            Member member = server().member();
            SentForm form = SentForm.on(
                    server().browser(),
                    "/account/login/?next=/account/sessions/",
                    "/account/login/",
                    Map.of("login", member.username(), "password", PASSWORD));
            return ready(form, () -> sessions(member), member);
        });
        add("/account/logout/", () -> {
            Member member = server().member();
            WebSession browser = server().signedIn(member);
            return ready(
                    SentForm.on(browser, "/account/logout/", "/account/logout/", Map.of()),
                    () -> sessions(member),
                    member);
        });
        add("/account/password/reset/", () -> {
            Member member = server().member();
            SentForm form = SentForm.on(
                    server().browser(),
                    "/account/password/reset/",
                    "/account/password/reset/",
                    Map.of("login", member.email()));
            return ready(form, () -> mails(member), member);
        });
        add("/account/password/reset/choose/", () -> {
            Member member = server().member();
            WebSession browser = server().browser();
            browser.submit("/account/password/reset/", Map.of("login", member.email()));
            String link = new Mailbox(server(), member.email()).link("reset-password");
            SentForm form = SentForm.on(
                    browser, link, "/account/password/reset/choose/", Map.of("new_password", "seven yellow hats"));
            return ready(form, () -> List.of(mails(member), sessions(member)), member);
        });
        add("/account/password/change/", () -> {
            Member member = server().member();
            SentForm form = SentForm.on(
                    server().signedIn(member),
                    "/account/password/change/",
                    "/account/password/change/",
                    Map.of("password", PASSWORD, "new_password", "seven yellow hats", "end_apps", "on"));
            return ready(form, () -> mails(member), member);
        });
        add("/account/email/", () -> {
            Member member = server().member();
            String email = word("new-") + "@example.org";
            SentForm form = SentForm.on(
                    server().signedIn(member),
                    "/account/email/",
                    "/account/email/",
                    Map.of("email", email, "password", PASSWORD));
            return ready(form, () -> count("mails", "recipient = ?", email), member);
        });
        add("/account/email/verify/", () -> {
            WebSession browser = server().browser();
            String name = signUp(browser);
            SentForm form = SentForm.on(browser, "/account/email/", "/account/email/verify/", Map.of());
            return ready(form, () -> count("mails", "recipient = ?", name + "@example.org"));
        });
        add("/account/verify/", () -> {
            WebSession browser = server().browser();
            String name = signUp(browser);
            String link = new Mailbox(server(), name + "@example.org").link("verify-email");
            return ready(
                    SentForm.on(browser, link, "/account/verify/", Map.of()),
                    () -> count("members", "email_verified_at IS NOT NULL AND username = ?", name));
        });
        add("/account/email/confirm/", () -> {
            Member member = server().member();
            WebSession browser = server().signedIn(member);
            String email = word("new-") + "@example.org";
            browser.submit("/account/email/", Map.of("email", email, "password", PASSWORD));
            String link = new Mailbox(server(), email).link("change-email");
            return ready(SentForm.on(browser, link, "/account/email/confirm/", Map.of()), member);
        });
        add("/account/sessions/end/", () -> {
            Member member = server().member();
            server().signedIn(member);
            WebSession browser = server().signedIn(member);
            return ready(
                    SentForm.on(browser, "/account/sessions/", "/account/sessions/end/", Map.of()),
                    () -> sessions(member),
                    member);
        });
        add("/account/sessions/end-others/", () -> {
            Member member = server().member();
            server().signedIn(member);
            WebSession browser = server().signedIn(member);
            return ready(
                    SentForm.on(browser, "/account/sessions/", "/account/sessions/end-others/", Map.of()),
                    () -> sessions(member),
                    member);
        });
        add("/account/delete/", () -> {
            Member member = server().member();
            SentForm form = SentForm.on(
                    server().signedIn(member), "/account/delete/", "/account/delete/", Map.of("password", PASSWORD));
            return ready(form, () -> mails(member), member);
        });
        add("/account/developer", () -> {
            Member member = server().member();
            SentForm form =
                    SentForm.on(server().signedIn(member), "/account/developer", "/account/developer", Map.of());
            return ready(form, member);
        });
        add("/account/developer/delete", () -> {
            Member member = server().member();
            WebSession browser = server().signedIn(member);
            browser.submit("/account/developer", Map.of());
            return ready(SentForm.on(browser, "/account/developer", "/account/developer/delete", Map.of()), member);
        });
    }

    private static long sessions(Member member) {
        return count("browser_sessions", "principal_name = ?", member.id().toString());
    }

    private static long mails(Member member) {
        return count("mails", "recipient = ?", member.email());
    }

    private void administration() {
        add("/admin/members/{username}/suspend/", () -> {
            Member member = server().member();
            String path = "/admin/members/" + member.username() + "/";
            return ready(SentForm.on(administrator(), path, "suspend/", Map.of("reason", "A test.")), member);
        });
        add("/admin/members/{username}/reinstate/", () -> {
            Member member = server().member();
            String path = "/admin/members/" + member.username() + "/";
            WebSession administrator = administrator();
            administrator.get(path);
            administrator.post(path + "suspend/", Map.of("reason", "A test."));
            return ready(SentForm.on(administrator, path, "reinstate/", Map.of()), member);
        });
        add("/admin/members/{username}/roles/", () -> {
            Member member = server().member();
            String path = "/admin/members/" + member.username() + "/";
            return ready(SentForm.on(administrator(), path, "roles/", Map.of("reviewer", "on")), member);
        });
        add("/admin/mail/test/", () -> {
            Member self = server().administrator();
            SentForm form = SentForm.on(server().signedIn(self), "/admin/mail/", "/admin/mail/test/", Map.of());
            return ready(form, () -> mails(self), self);
        });
        add("/admin/mail/{id}/again/", () -> {
            Member self = server().administrator();
            WebSession browser = server().signedIn(self);
            browser.get("/admin/mail/");
            String mail = browser.post("/admin/mail/test/", Map.of())
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
            server().bean(JdbcClient.class)
                    .sql("UPDATE mails SET sent_at = NULL, next_try_at = NULL WHERE recipient = :to")
                    .param("to", self.email())
                    .update();
            return ready(SentForm.on(browser, mail, "/again/", Map.of()), () -> mails(self), self);
        });
    }

    private static WebSession administrator() {
        return server().signedIn(server().administrator());
    }

    private static TestServer server() {
        return SERVER;
    }

    private static Map<String, String> client(String name) {
        return Map.of(
                "name",
                name,
                "authority",
                "127.0.0.1",
                "grant_type",
                "authorization_code",
                "redirect_url",
                "https://app.example.org/cb");
    }

    /** The page of a new confidential client. */
    private static String registered(WebSession administrator) {
        Map<String, String> form = new HashMap<>(client(word("Client ")));
        form.put("confidential", "on");
        return administrator
                .submit("/admin/oauthclients/new", form)
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    private void clientsAndDataTypes() {
        add("/admin/oauthclients/new", () -> {
            String name = word("Client ");
            SentForm form =
                    SentForm.on(administrator(), "/admin/oauthclients/new", "/admin/oauthclients/new", client(name));
            return ready(form, () -> count("clients", "name = ?", name));
        });
        add("/admin/oauthclients/{clientId}", () -> {
            Member self = server().administrator();
            WebSession browser = server().signedIn(self);
            String page = registered(browser);
            return ready(SentForm.on(browser, page, page, client(word("Renamed "))), self);
        });
        add("/admin/oauthclients/{clientId}", () -> {
            Member self = server().administrator();
            WebSession browser = server().signedIn(self);
            String page = registered(browser);
            return ready(SentForm.on(browser, page, page, Map.of("delete", "delete")), self);
        });
        add("/admin/oauthclients/{clientId}/secrets", () -> {
            Member self = server().administrator();
            WebSession browser = server().signedIn(self);
            String page = registered(browser);
            return ready(
                    SentForm.on(browser, page, page + "/secrets", Map.of("retire", "week")),
                    () -> count(
                            "client_secrets",
                            "client_id = (SELECT id FROM clients WHERE client_id = ?)",
                            page.substring(page.lastIndexOf('/') + 1)),
                    self);
        });
        add("/admin/oauthclients/{clientId}/secrets/{secretId}/retire", () -> {
            Member self = server().administrator();
            WebSession browser = server().signedIn(self);
            String page = registered(browser);
            browser.get(page);
            browser.post(page + "/secrets", Map.of("retire", "week"));
            return ready(SentForm.on(browser, page, "/retire", Map.of()), self);
        });
        add("/data-management/datatypes/create/", () -> {
            Member member = server().member();
            String name = TestDataTypes.name();
            SentForm form = SentForm.on(
                    server().signedIn(member),
                    "/data-management/datatypes/create/",
                    "/data-management/datatypes/create/",
                    Map.of("name", name, "description", "A kind", "uploadable", "on"));
            return ready(form, () -> count("datatypes", "name = ?", name), member);
        });
        add("/data-management/datatypes/update/{id}/", () -> {
            Member member = server().member();
            DataType type = TestDataTypes.uploadable();
            String page = "/data-management/datatypes/update/" + type.id() + "/";
            SentForm form = SentForm.on(
                    server().signedIn(member),
                    page,
                    page,
                    Map.of("name", type.name(), "description", "Said better", "uploadable", "on"));
            return ready(form, member);
        });
    }

    private static Project project(Member coordinator, String... changes) {
        return TestProjects.create(coordinator.id(), changes).project();
    }

    private void projects() {
        add(MANAGE + "{kind:oauth2|on-site}/create/", () -> {
            Member coordinator = server().member();
            String page = MANAGE + "oauth2/create/";
            SentForm form = SentForm.multipart(
                    server().signedIn(coordinator),
                    page,
                    page,
                    TestProjects.form("name", word("Project ")),
                    "nothing",
                    new byte[0]);
            return ready(form, () -> count("projects", "coordinator_id = ?", coordinator.id()), coordinator);
        });
        add(MANAGE + "{kind:oauth2|on-site}/update/{slug}/", () -> {
            Member coordinator = server().member();
            String page = MANAGE + "oauth2/update/" + project(coordinator).slug() + "/";
            SentForm form = SentForm.multipart(
                    server().signedIn(coordinator),
                    page,
                    page,
                    TestProjects.form("request_username_access", "True"),
                    "nothing",
                    new byte[0]);
            return ready(form, coordinator);
        });
        add(MANAGE + "approval/{slug}/", () -> {
            Member coordinator = server().member();
            String page = MANAGE + "approval/" + project(coordinator).slug() + "/";
            SentForm form = SentForm.multipart(
                    server().signedIn(coordinator),
                    page,
                    page,
                    Map.of("message", "Please", "guidelines", "on"),
                    "nothing",
                    new byte[0]);
            return ready(form, coordinator);
        });
        add(MANAGE + "approval/{slug}/withdraw/", () -> {
            Member coordinator = server().member();
            Project project = project(coordinator);
            WebSession browser = server().signedIn(coordinator);
            ask(browser, project);
            String page = MANAGE + "approval/" + project.slug() + "/";
            return ready(SentForm.on(browser, page, "withdraw/", Map.of()), coordinator);
        });
        add(MANAGE + "{kind:oauth2|on-site}/{slug}/administration/", () -> {
            Member self = server().administrator();
            Project project = project(self);
            SentForm form = SentForm.on(
                    server().signedIn(self),
                    project.detailPath(),
                    "/administration/",
                    Map.of("all_sources_access", "on", "token_expiration_disabled", "on"));
            return ready(form, self);
        });
        add(MANAGE + "storage/{slug}/", () -> {
            Member self = server().administrator();
            String page = MANAGE + "storage/" + project(self).slug() + "/";
            return ready(SentForm.on(server().signedIn(self), page, "/storage/", Map.of("size", "2TB")), self);
        });
        add(MANAGE + "registered_datatypes/{slug}/", () -> {
            Member coordinator = server().member();
            String page =
                    MANAGE + "registered_datatypes/" + project(coordinator).slug() + "/";
            String type = Integer.toString(TestDataTypes.uploadable().id());
            return ready(
                    SentForm.on(server().signedIn(coordinator), page, page, Map.of("registered_datatypes", type)),
                    coordinator);
        });
        add(MANAGE + "{kind:oauth2|on-site}/{slug}/convert/", () -> {
            Member self = server().administrator();
            Project project = project(self);
            String page = MANAGE + "oauth2/" + project.slug() + "/convert/";
            return ready(
                    SentForm.on(
                            server().signedIn(self),
                            page,
                            page,
                            Map.of("consent_text", "We look at your nights.", "post_sharing_url", "")),
                    self);
        });
        add(MANAGE + "remove-members/{slug}/", () -> {
            Writers writers = Writers.create();
            String number = writers.join().number();
            String page = MANAGE + "remove-members/" + writers.app().project().slug() + "/";
            SentForm form = SentForm.on(
                    server().signedIn(writers.coordinator()), page, page, Map.of("project_member_ids", number));
            return ready(form, writers.coordinator());
        });
        add(MANAGE + "withdrawn-members/{slug}/erased/", () -> {
            Member coordinator = server().member();
            TestApp app = TestApp.create(coordinator, Map.of("erasure_supported", "on"));
            Member leaving = server().member();
            WebSession browser = server().signedIn(leaving);
            app.connect(browser);
            String leave = MANAGE + "leave/" + grant(app, leaving).id() + "/";
            browser.submit(leave, Map.of("erasure_requested", "on"));
            String page = MANAGE + "withdrawn-members/" + app.project().slug() + "/";
            return ready(SentForm.on(server().signedIn(coordinator), page, "/erased/", Map.of()), coordinator);
        });
    }

    private static void ask(WebSession browser, Project project) {
        browser.submit(MANAGE + "approval/" + project.slug() + "/", Map.of("message", "Please", "guidelines", "on"));
    }

    private static Grant grant(TestApp app, Member member) {
        return server().bean(Grants.class)
                .find(app.project().clientRowId(), member.id())
                .orElseThrow();
    }

    private void stewardship() {
        String path = MANAGE + "stewardship/";
        add(path + "{slug}/invite/", () -> {
            Member coordinator = server().member();
            Member other = server().member();
            String page = path + project(coordinator).slug() + "/";
            SentForm form =
                    SentForm.on(server().signedIn(coordinator), page, "/invite/", Map.of("username", other.username()));
            return ready(form, () -> mails(other), coordinator, other);
        });
        add(path + "{slug}/uninvite/", () -> {
            Member coordinator = server().member();
            Project project = project(coordinator);
            invite(project, coordinator, server().member());
            String page = path + project.slug() + "/";
            return ready(SentForm.on(server().signedIn(coordinator), page, "/uninvite/", Map.of()), coordinator);
        });
        add(path + "{slug}/hand-over/", () -> {
            Member self = server().administrator();
            Member next = server().member();
            String page = path + project(self).slug() + "/";
            SentForm form =
                    SentForm.on(server().signedIn(self), page, "/hand-over/", Map.of("coordinator", next.username()));
            return ready(form, () -> mails(next), self, next);
        });
        add(path + "{slug}/close/", () -> {
            Member coordinator = server().member();
            String page = path + project(coordinator).slug() + "/";
            SentForm form = SentForm.on(
                    server().signedIn(coordinator), page, "/close/", Map.of("sure", "on", "reason", "It is over."));
            return ready(form, coordinator);
        });
        for (String answer : List.of("accept", "decline")) {
            add(path + "{slug}/" + answer + "/", () -> {
                Member coordinator = server().member();
                Member invited = server().member();
                invite(project(coordinator), coordinator, invited);
                SentForm form =
                        SentForm.on(server().signedIn(invited), MANAGE + "manage/", "/" + answer + "/", Map.of());
                return ready(form, coordinator, invited);
            });
        }
        add(path + "{slug}/resume/", () -> {
            Member coordinator = server().member();
            Project project = project(coordinator);
            WebSession administrator = administrator();
            String account = "/admin/members/" + coordinator.username() + "/";
            administrator.get(account);
            administrator.post(account + "suspend/", Map.of("reason", "A test."));
            Member next = server().member();
            server().bean(JdbcClient.class)
                    .sql("UPDATE projects SET coordinator_id = :next WHERE id = :id")
                    .param("next", next.id())
                    .param("id", project.id())
                    .update();
            TestServer.shared().heard();
            return ready(
                    SentForm.on(administrator, path + project.slug() + "/", "/resume/", Map.of()), next, coordinator);
        });
    }

    private static void invite(Project project, Member coordinator, Member invited) {
        server().bean(ProjectEnds.class).invite(project, invited.id(), server().credentials(coordinator.id()));
    }

    private void credentials() {
        add(MANAGE + "{kind:oauth2|on-site}/{slug}/secrets/", () -> {
            Member coordinator = server().member();
            Project project = project(coordinator);
            return ready(
                    SentForm.on(
                            server().signedIn(coordinator),
                            project.detailPath(),
                            "/secrets/",
                            Map.of("retire", "week")),
                    () -> count("client_secrets", "client_id = ?", project.clientRowId()),
                    coordinator);
        });
        add(MANAGE + "{kind:oauth2|on-site}/{slug}/secrets/{id}/retire/", () -> {
            Member coordinator = server().member();
            Project project = project(coordinator);
            server().bean(ProjectSecrets.class).replace(project, SecretOverlap.ONE_WEEK, coordinator.id());
            return ready(
                    SentForm.on(server().signedIn(coordinator), project.detailPath(), "/retire/", Map.of()),
                    coordinator);
        });
        add(MANAGE + "{kind:oauth2|on-site}/{slug}/", () -> {
            Member coordinator = server().member();
            Project project = project(coordinator);
            return ready(
                    SentForm.on(
                            server().signedIn(coordinator),
                            project.detailPath(),
                            "/" + project.slug() + "/",
                            Map.of("refresh_token", "True")),
                    coordinator);
        });
    }

    private void masterToken() {
        String path = MANAGE + "{kind:oauth2|on-site}/{slug}/master-token/";
        add(path, () -> {
            Member coordinator = server().member();
            Project project = project(coordinator);
            String page = project.detailPath() + "master-token/";
            return ready(
                    SentForm.on(server().signedIn(coordinator), page, page, Map.of("before", "week")), coordinator);
        });
        add(path + "end-before/", () -> {
            Member coordinator = server().member();
            Project project = project(coordinator);
            String page = project.detailPath() + "master-token/";
            WebSession browser = server().signedIn(coordinator);
            browser.submit(page, Map.of("before", "week"));
            return ready(SentForm.on(browser, page, page + "end-before/", Map.of()), coordinator);
        });
        add("/account/secrets/saved/", () -> {
            Member coordinator = server().member();
            Project project = project(coordinator);
            WebSession browser = server().signedIn(coordinator);
            browser.submit(project.detailPath() + "master-token/", Map.of("before", "week"));
            return ready(SentForm.on(browser, project.detailPath(), "/account/secrets/saved/", Map.of()), coordinator);
        });
    }

    private void proofKeys() {
        Map<String, String> challenge = Map.of(
                "code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", "code_challenge_method", "S256");
        add(MANAGE + "oauth2/{slug}/require-pkce/", () -> {
            Member coordinator = server().member();
            TestApp app = TestApp.create(coordinator, Map.of());
            app.code(server().signedIn(server().member()), challenge);
            String page = app.project().detailPath();
            return ready(
                    SentForm.on(server().signedIn(coordinator), page, page + "require-pkce/", Map.of()), coordinator);
        });
        add("/admin/oauthclients/{clientId}/require-pkce", () -> {
            Member self = server().administrator();
            AnnotationApp app = AnnotationApp.create();
            app.code(server().signedIn(server().member()), challenge);
            String page = "/admin/oauthclients/" + app.clientId();
            return ready(SentForm.on(server().signedIn(self), page, page + "/require-pkce", Map.of()), self);
        });
    }

    private void webhooks() {
        String path = MANAGE + "webhooks/";
        Receiver receiver = new Receiver();
        add(path + "{slug}/test/", () -> {
            Member coordinator = server().member();
            Project project = project(coordinator, "deauth_webhook", receiver.url());
            return ready(
                    SentForm.on(server().signedIn(coordinator), path + project.slug() + "/", "/test/", Map.of()),
                    () -> count("webhook_deliveries", "client_id = ?", project.clientRowId()),
                    coordinator);
        });
        add(path + "{slug}/again/", () -> {
            Member coordinator = server().member();
            Project project = project(coordinator, "deauth_webhook", receiver.url());
            WebSession browser = server().signedIn(coordinator);
            browser.get(path + project.slug() + "/");
            browser.post(path + project.slug() + "/test/", Map.of());
            return ready(
                    SentForm.on(browser, path + project.slug() + "/", "/again/", Map.of()),
                    () -> count("webhook_deliveries", "client_id = ?", project.clientRowId()),
                    coordinator);
        });
        add(path + "{slug}/url/", () -> {
            Member coordinator = server().member();
            String page = path + project(coordinator).slug() + "/";
            SentForm form = SentForm.on(
                    server().signedIn(coordinator), page, "/url/", Map.of("deauth_webhook", receiver.url()));
            return ready(form, coordinator);
        });
        add(path + "{slug}/secret/", () -> {
            Member coordinator = server().member();
            Project project = project(coordinator, "deauth_webhook", receiver.url());
            return ready(
                    SentForm.on(server().signedIn(coordinator), path + project.slug() + "/", "/secret/", Map.of()),
                    coordinator);
        });
    }

    private void members() {
        add("/activity/{slug}/", () -> {
            TestApp app = TestApp.create();
            Member member = server().member();
            WebSession browser = server().signedIn(member);
            app.connect(browser);
            String page = app.project().activityPath();
            return ready(SentForm.on(browser, page, page, Map.of("visible_status", "False")), member);
        });
        add("/member/me/connections/{id:[0-9a-f-]{36}}/visibility/", () -> {
            TestApp app = TestApp.create();
            Member member = server().member();
            WebSession browser = server().signedIn(member);
            app.connect(browser);
            String page = "/member/me/connections/" + grant(app, member).id() + "/";
            return ready(SentForm.on(browser, page, "/visibility/", Map.of()), member);
        });
        add("/member/me/connections/{id:[0-9a-f-]{36}}/sign-ins/{signIn:[0-9a-f-]{36}}/end/", () -> {
            TestApp app = TestApp.create();
            Member member = server().member();
            WebSession browser = server().signedIn(member);
            app.connect(browser);
            String page = "/member/me/connections/" + grant(app, member).id() + "/";
            return ready(SentForm.on(browser, page, "/end/", Map.of()), member);
        });
        add(MANAGE + "leave/{id:[0-9a-f-]{36}}/", () -> {
            TestApp app = TestApp.create();
            Member member = server().member();
            WebSession browser = server().signedIn(member);
            app.connect(browser);
            String page = MANAGE + "leave/" + grant(app, member).id() + "/";
            return ready(SentForm.on(browser, page, "/leave/", Map.of()), member);
        });
        add("/member/me/connections/{id:[0-9a-f-]{36}}/mail/", () -> {
            Writers.Reader reader = Writers.create().join();
            String page = "/member/me/connections/" + reader.grant().id() + "/";
            return ready(SentForm.on(reader.browser(), page, "/mail/", Map.of()), reader.member());
        });
    }

    private void files() {
        add("/member/me/data/files/{id:[0-9]{1,18}}/delete/", () -> {
            TestFiles files = TestFiles.create();
            files.upload("night.csv", "0123456789");
            return ready(
                    SentForm.on(server().signedIn(files.member), "/member/me/data/", "/delete/", Map.of()),
                    files.member);
        });
        add("/activity/{slug}/delete-files/", () -> {
            TestFiles files = TestFiles.create();
            files.upload("night.csv", "0123456789");
            String page = files.app.project().activityPath() + "delete-files/";
            return ready(SentForm.on(server().signedIn(files.member), page, page, Map.of()), files.member);
        });
        add(UPLOAD, () -> {
            TestFiles files = TestFiles.of(
                    TestApp.create(server().member(), Map.of("add_data", "on", "returned_data_description", "A chart")),
                    server().member());
            SentForm form = SentForm.multipart(
                    server().signedIn(files.member),
                    files.app.project().activityPath() + "upload/",
                    "/member/me/upload/",
                    Map.of("description", "A night"),
                    "data_file",
                    "0123456789".getBytes(StandardCharsets.US_ASCII));
            return ready(form, () -> count("data_files", "member_id = ?", files.member.id()), files.member);
        });
        add("/public-data/", () -> {
            TestFiles files = TestFiles.create();
            Map<String, String> answers = new HashMap<>();
            PublicTerms.QUESTIONS.forEach(question -> answers.put(question.name(), question.right()));
            PublicTerms.STATEMENTS.forEach(statement -> answers.put(statement.value(), "on"));
            SentForm form = SentForm.on(
                    server().signedIn(files.member),
                    "/public-data/?source=" + files.app.project().sourceLabel(),
                    "/public-data/",
                    answers);
            return ready(form, files.member);
        });
        add("/public-data/end/", () -> {
            Member member = server().member();
            server().bean(PublicSharing.class).agree(member.id(), "{}");
            return ready(
                    SentForm.on(server().signedIn(member), "/public-data/", "/public-data/end/", Map.of()), member);
        });
        add("/public-data/toggle-sharing/", () -> {
            TestFiles files = TestFiles.create();
            files.upload("night.csv", "0123456789");
            server().bean(PublicSharing.class).agree(files.member.id(), "{}");
            return ready(
                    SentForm.on(server().signedIn(files.member), "/member/me/data/", "/toggle-sharing/", Map.of()),
                    files.member);
        });
    }

    static final String UPLOAD = "/member/me/upload/*";

    private void messages() {
        add(MANAGE + "message/{slug}/", () -> {
            Writers writers = Writers.create();
            String number = writers.join().number();
            Project project = writers.app().project();
            String page = MANAGE + "message/" + project.slug() + "/";
            SentForm form = SentForm.on(
                    server().signedIn(writers.coordinator()),
                    page,
                    page,
                    Map.of("project_member_ids", number, "subject", "News", "message", "You are in."));
            return ready(form, () -> count("messages", "client_id = ?", project.clientRowId()), writers.coordinator());
        });
        add("/activity/{slug}/send-message/", () -> {
            Writers.Reader reader = Writers.create().join();
            String page = reader.app().project().activityPath() + "send-message/";
            SentForm form = SentForm.on(reader.browser(), page, page, Map.of("message", "Hello"));
            return ready(
                    form,
                    () -> count("member_letters", "grant_id = ?", reader.grant().id()),
                    reader.member());
        });
        add("/member/me/messages/{id:[0-9a-f-]{36}}/report/", () -> {
            Writers writers = Writers.create();
            Writers.Reader reader = writers.join();
            writers.send("message=psst&all_members=True");
            String page = "/member/me/messages/" + writers.delivered().id() + "/";
            return ready(SentForm.on(reader.browser(), page, "/report/", Map.of("reason", "Rude")), reader.member());
        });
    }

    private void review() {
        add("/activity/{slug}/review/", () -> {
            Project project = asked(server().member());
            Member member = server().member();
            String page = project.reviewPath();
            SentForm form = SentForm.on(server().signedIn(member), page, page, Map.of("comment", "Who sees it?"));
            return ready(form, () -> count("approval_entries", "author_id = ?", member.id()), member);
        });
        add("/review/{slug}/decide/", () -> {
            Member reviewer = server().administrator();
            Project project = asked(server().member());
            SentForm form = SentForm.on(
                    server().signedIn(reviewer),
                    project.reviewPath(),
                    "/decide/",
                    Map.of("decision", "APPROVE", "reason", "Good."));
            return ready(form, reviewer);
        });
        add("/review/{slug}/change/", () -> {
            Member coordinator = server().member();
            Member reviewer = server().administrator();
            Project project = project(coordinator);
            server().bean(Approvals.class).decide(project, reviewer, Approvals.Decision.APPROVE, "Fine.");
            server().signedIn(coordinator)
                    .submit(
                            MANAGE + "oauth2/update/" + project.slug() + "/",
                            TestProjects.form("name", "Another name", "request_message_permission", "True"));
            SentForm form = SentForm.on(
                    server().signedIn(reviewer),
                    project.reviewPath(),
                    "/change/",
                    Map.of("accept", "true", "reason", "Good."));
            return ready(form, reviewer);
        });
        add("/review/{slug}/end/", () -> {
            Member reviewer = server().administrator();
            Project project = project(server().member());
            server().bean(Approvals.class).decide(project, reviewer, Approvals.Decision.APPROVE, "Fine.");
            SentForm form = SentForm.on(
                    server().signedIn(reviewer), project.reviewPath(), "/end/", Map.of("reason", "It ended."));
            return ready(form, reviewer);
        });
    }

    private static Project asked(Member coordinator) {
        Project project = project(coordinator);
        ask(server().signedIn(coordinator), project);
        return project;
    }

    private static Group group(Member owner, Group.Type type, boolean preModerated) {
        return server().bean(Groups.class)
                .create(
                        owner.id(),
                        new GroupDraft(
                                "",
                                null,
                                word("Circle ").substring(0, 20),
                                "What for",
                                type,
                                preModerated,
                                false,
                                List.of()))
                .orElseThrow();
    }

    private static Member in(Group group) {
        Member member = server().member();
        server().bean(Groups.class).join(group, member.id(), Role.MEMBER);
        return member;
    }

    private void groups() {
        add("/groups/new", () -> {
            Member member = server().member();
            SentForm form = SentForm.on(
                    server().signedIn(member),
                    "/groups/new",
                    "/groups/new",
                    Map.of("name", "Sleepers", "type", "private", "description", "What for"));
            return ready(form, () -> count("annotation_groups", "creator_id = ?", member.id()), member);
        });
        add("/groups/{id}/edit", () -> {
            Member member = server().member();
            String page = "/groups/" + group(member, Group.Type.PRIVATE, false).id() + "/edit";
            SentForm form =
                    SentForm.on(server().signedIn(member), page, page, Map.of("name", "Renamed", "type", "private"));
            return ready(form, member);
        });
        add("/groups/{id}/members", () -> {
            Member member = server().member();
            Member added = server().member();
            String page =
                    "/groups/" + group(member, Group.Type.RESTRICTED, false).id() + "/members";
            SentForm form =
                    SentForm.on(server().signedIn(member), page, "/members", Map.of("username", added.username()));
            return ready(form, member, added);
        });
        add("/groups/{id}/members/role", () -> {
            Member member = server().member();
            Group group = group(member, Group.Type.PRIVATE, false);
            Member other = in(group);
            String page = "/groups/" + group.id() + "/members";
            SentForm form = SentForm.on(
                    server().signedIn(member),
                    page,
                    "/members/role",
                    Map.of("username", other.username(), "role", "moderator"));
            return ready(form, member, other);
        });
        add("/groups/{id}/members/remove", () -> {
            Member member = server().member();
            Group group = group(member, Group.Type.PRIVATE, false);
            Member other = in(group);
            String page = "/groups/" + group.id() + "/members";
            SentForm form = SentForm.on(server().signedIn(member), page, "/members/remove", Map.of());
            return ready(form, member, other);
        });
        add("/groups/{id}/moderation/{annotation}", () -> {
            Member member = server().member();
            Group group = group(member, Group.Type.PRIVATE, true);
            TestNotes.shared(in(group), group.id(), "https://example.org/", "Please look at this");
            String page = "/groups/" + group.id() + "/moderation";
            SentForm form = SentForm.on(server().signedIn(member), page, "/moderation/", Map.of("status", "APPROVED"));
            return ready(form, member);
        });
        add("/groups/{id}/join", () -> {
            Group group = group(server().member(), Group.Type.PRIVATE, false);
            Member member = server().member();
            return ready(SentForm.on(server().signedIn(member), group.path(), "/join", Map.of()), member);
        });
        add("/groups/{id}/leave", () -> {
            Group group = group(server().member(), Group.Type.PRIVATE, false);
            Member member = in(group);
            String page = "/groups/" + group.id() + "/leave";
            return ready(SentForm.on(server().signedIn(member), page, page, Map.of()), member);
        });
        add("/groups/{id}/delete", () -> {
            Member member = server().member();
            String page = "/groups/" + group(member, Group.Type.PRIVATE, false).id() + "/delete";
            return ready(SentForm.on(server().signedIn(member), page, page, Map.of("sure", "on")), member);
        });
    }

    private void consent() {
        add(MANAGE + "on-site/join/{slug}/", () -> {
            TestOnSite site = TestOnSite.create(server().member());
            Member member = server().member();
            String page = site.project().joinPath();
            return ready(SentForm.on(server().signedIn(member), page, page, Map.of()), member);
        });
        add(MANAGE + "on-site/authorize/{slug}/", () -> {
            TestOnSite site = TestOnSite.create(server().member());
            Member member = server().member();
            WebSession browser = server().signedIn(member);
            site.accept(browser);
            String page = site.project().onSiteAuthorizePath();
            return ready(SentForm.on(browser, page, page, Map.of()), member);
        });
        for (String answer : List.of("allow", "cancel")) {
            add(MANAGE + "oauth2/authorize/", () -> {
                TestApp app = TestApp.create();
                Member member = server().member();
                WebSession browser = server().signedIn(member);
                SentForm form = SentForm.on(
                        browser, app.authorizePath(Map.of("state", "s1")), "/authorize/", Map.of(answer, "yes"));
                return ready(form, () -> receipts(member), member);
            });
        }
    }

    /** What the member's own list of consents holds. */
    private static Object receipts(Member member) {
        return count("consent_events", "grant_id IN (SELECT id FROM grants WHERE member_id = ?)", member.id());
    }
}
