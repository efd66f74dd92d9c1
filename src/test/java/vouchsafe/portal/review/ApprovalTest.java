package vouchsafe.portal.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import vouchsafe.Mailbox;
import vouchsafe.MultipartForm;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.projects.Approvals;
import vouchsafe.projects.Project;
import vouchsafe.projects.ProjectVersions;
import vouchsafe.projects.Projects;
import vouchsafe.projects.RequestedDifference;
import vouchsafe.projects.TestProjects;

class ApprovalTest {
    private static final byte[] PDF = "%PDF-1.7 approved by the board".getBytes(StandardCharsets.US_ASCII);

    private final TestServer server = TestServer.shared();
    private final Member coordinator = server.member();
    private final Member reviewer = server.administrator();
    private final WebSession asking = server.signedIn(coordinator);
    private final WebSession reviewing = server.signedIn(reviewer);

    @Test
    void a_study_says_which_board_approved_it_and_attaches_the_document() {
        Project study = create("is_study", "True");
        HttpResponse<String> refused = ask(study, Map.of("message", "Please"), new byte[0]);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body())
                .contains("id=\"id_guidelines_error\"", "id=\"id_ethics_board_error\"", "id=\"id_ethics_date_error\"")
                .contains("approval as PDF, PNG or JPEG.");
        assertThat(ask(study, ethics(), "<html>".getBytes(StandardCharsets.US_ASCII))
                        .body())
                .contains("Attach a PDF, PNG or JPEG file.");
        assertThat(server.browser().get(study.reviewPath()).statusCode()).isEqualTo(404);

        assertThat(ask(study, ethics(), PDF).statusCode()).isEqualTo(303);
        String publicPage = server.browser().get(study.reviewPath()).body();
        assertThat(publicPage)
                .contains("Board of Example", "EX-7", "2026-03-31", "Sign in</a> to take part")
                .doesNotContain("/document/")
                .doesNotContain("Decide");
        assertThat(new Mailbox(server, reviewer.email()).all("approval-asked"))
                .anySatisfy(mail -> assertThat(mail).contains(server.url(study.reviewPath())));
    }

    @Test
    void the_document_is_an_attachment_for_reviewers_and_the_coordinator_only() {
        Project study = create("is_study", "True");
        ask(study, ethics(), PDF);
        String document = "/review/" + study.slug() + "/document/";
        for (WebSession allowed : new WebSession[] {asking, reviewing}) {
            HttpResponse<String> answer = allowed.get(document);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
                    .startsWith("attachment");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.body()).startsWith("%PDF-1.7");
        }
        assertThat(server.signedIn(server.member()).get(document).statusCode()).isEqualTo(404);
        assertThat(server.browser().get(document).statusCode()).isEqualTo(302);
    }

    @Test
    void from_request_over_changes_to_approval() {
        Project project = create();
        ask(project, Map.of("message", "We keep data **safe**.", "guidelines", "on"), new byte[0]);
        assertThat(reviewing.get("/review/").body()).contains(project.reviewPath());
        Member visitor = server.member();
        WebSession talking = server.signedIn(visitor);
        talking.get(project.reviewPath());
        assertThat(talking.post(project.reviewPath(), Map.of("comment", "Who sees it? <script>x</script>"))
                        .statusCode())
                .isEqualTo(303);

        decide(project, "ASK_FOR_CHANGES", "Say who sees the data.");
        assertThat(new Mailbox(server, coordinator.email()).latest("approval-decided"))
                .contains("Say who sees the data.");
        assertThat(asking.get(project.detailPath()).body()).contains("Reviewers asked for changes.");

        ask(project, Map.of("message", "Only we do.", "guidelines", "on"), new byte[0]);
        HttpResponse<String> without = decide(project, "APPROVE", " ");
        assertThat(without.statusCode()).isEqualTo(400);
        assertThat(without.body()).contains("This field is required.");
        assertThat(server.browser().get(project.activityPath()).body()).contains("take part in the discussion");
        assertThat(decide(project, "APPROVE", "Clear now.").statusCode()).isEqualTo(303);

        Project approved = find(project);
        assertThat(approved.approved()).isTrue();
        assertThat(approved.approvedAt()).isNotNull();
        assertThat(server.browser().get(project.reviewPath()).body())
                .contains("We keep data <strong>safe</strong>.", "asked for changes", "asked again", "Clear now.")
                .contains(visitor.username())
                .doesNotContain("<script>x");
        assertThat(reviewing.get("/review/").body()).doesNotContain(project.reviewPath());
        assertThat(new Mailbox(server, coordinator.email()).kinds())
                .containsExactly("approval-decided", "approval-decided");
    }

    @Test
    void reviewers_never_decide_about_their_own_project() {
        Project own = TestProjects.create(reviewer.id()).project();
        reviewing.get(own.detailPath());
        reviewing.post(
                "/direct-sharing/projects/approval/" + own.slug() + "/", Map.of("message", "Mine", "guidelines", "on"));
        assertThat(reviewing.get(own.reviewPath()).body()).doesNotContain("Decide");
        HttpResponse<String> answer = decide(own, "APPROVE", "Because.");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("another reviewer must decide");
        assertThat(find(own).approved()).isFalse();
    }

    @Test
    void members_who_are_no_reviewers_have_no_queue_and_no_decision() {
        Project project = create();
        ask(project, Map.of("message", "Please", "guidelines", "on"), new byte[0]);
        assertThat(asking.get("/review/").statusCode()).isEqualTo(404);
        asking.get(project.reviewPath());
        for (String verb : new String[] {"decide", "end"}) {
            assertThat(asking.post(
                                    "/review/" + project.slug() + "/" + verb + "/",
                                    Map.of("decision", "APPROVE", "reason", "x", "version", "1"))
                            .statusCode())
                    .isEqualTo(404);
        }
        assertThat(find(project).approved()).isFalse();
    }

    @Test
    void a_decision_about_another_version_than_the_one_read_is_refused() {
        Project project = create();
        ask(project, Map.of("message", "Please", "guidelines", "on"), new byte[0]);
        reviewing.get(project.reviewPath());
        asking.get(project.detailPath());
        asking.post(
                "/direct-sharing/projects/oauth2/update/" + project.slug() + "/",
                TestProjects.form("name", project.name(), "request_username_access", "True"));
        HttpResponse<String> answer = reviewing.post(
                "/review/" + project.slug() + "/decide/",
                Map.of("decision", "APPROVE", "reason", "Good.", "version", "1"));
        assertThat(answer.body()).contains("The project changed while you were reading.");
        assertThat(find(project).approved()).isFalse();
    }

    @Test
    void a_wider_request_of_an_approved_project_takes_effect_when_a_reviewer_accepts_it() {
        Project project = create();
        server.bean(Approvals.class).decide(project, reviewer, Approvals.Decision.APPROVE, "Fine.");
        asking.get(project.detailPath());
        HttpResponse<String> saved = asking.post(
                "/direct-sharing/projects/oauth2/update/" + project.slug() + "/",
                TestProjects.form("name", "A new name", "request_message_permission", "True"));
        assertThat(saved.statusCode()).isEqualTo(303);
        assertThat(find(project).version()).isEqualTo(1);
        assertThat(find(project).name()).isEqualTo(project.name());
        assertThat(new Mailbox(server, reviewer.email()).kinds()).contains("change-proposed");
        assertThat(reviewing.get("/review/").body()).contains(project.reviewPath());

        String page = reviewing.get(project.reviewPath()).body();
        assertThat(page).contains("Asks for permission to send messages", "A new name", "Accept the change");
        Matcher change = Pattern.compile("name=\"change\" value=\"([^\"]+)\"").matcher(page);
        assertThat(change.find()).isTrue();
        assertThat(reviewing
                        .post(
                                "/review/" + project.slug() + "/change/",
                                Map.of("change", change.group(1), "accept", "true", "reason", "Reasonable."))
                        .statusCode())
                .isEqualTo(303);
        assertThat(find(project).version()).isEqualTo(2);
        assertThat(find(project).name()).isEqualTo("A new name");
        assertThat(server.bean(ProjectVersions.class).difference(project.id(), 1, 2))
                .contains(new RequestedDifference.MessagePermission(true));
        assertThat(reviewing
                        .post(
                                "/review/" + project.slug() + "/change/",
                                Map.of("change", change.group(1), "accept", "true", "reason", "Again."))
                        .body())
                .contains("was replaced or decided");
    }

    @Test
    void an_administrator_ends_an_approval_and_the_project_is_in_development_again() {
        Project project = create();
        server.bean(Approvals.class).decide(project, reviewer, Approvals.Decision.APPROVE, "Fine.");
        reviewing.get(project.reviewPath());
        assertThat(reviewing
                        .post("/review/" + project.slug() + "/end/", Map.of("reason", "Complaints."))
                        .statusCode())
                .isEqualTo(303);
        assertThat(find(project).approved()).isFalse();
        assertThat(server.browser().get(project.reviewPath()).body()).contains("ended the approval", "Complaints.");
    }

    @Test
    void one_member_writes_only_so_many_comments_at_a_time() {
        Project project = create();
        ask(project, Map.of("message", "Please", "guidelines", "on"), new byte[0]);
        WebSession talking = server.signedIn(server.member());
        talking.get(project.reviewPath());
        for (int i = 0; i < 10; i++) {
            assertThat(talking.post(project.reviewPath(), Map.of("comment", "Comment " + i))
                            .statusCode())
                    .isEqualTo(303);
        }
        HttpResponse<String> eleventh = talking.post(project.reviewPath(), Map.of("comment", "One too many"));
        assertThat(eleventh.statusCode()).isEqualTo(429);
        assertThat(eleventh.headers().firstValue("Retry-After")).isPresent();
        assertThat(server.browser().get(project.reviewPath()).body()).doesNotContain("One too many");
    }

    private HttpResponse<String> ask(Project project, Map<String, String> form, byte[] document) {
        String path = "/direct-sharing/projects/approval/" + project.slug() + "/";
        asking.get(path);
        Map<String, String> fields = new HashMap<>(form);
        fields.put("csrfmiddlewaretoken", asking.csrf());
        return asking.send(new MultipartForm()
                .fields(fields)
                .file("ethics_document", document.length == 0 ? "" : "board approval.pdf", document)
                .to(server.url(path)));
    }

    private static Map<String, String> ethics() {
        return Map.of(
                "message", "We study sleep.",
                "guidelines", "on",
                "ethics_board", "Board of Example",
                "ethics_reference", "EX-7",
                "ethics_date", "2026-03-31");
    }

    private HttpResponse<String> decide(Project project, String decision, String reason) {
        reviewing.get(project.reviewPath());
        return reviewing.post(
                "/review/" + project.slug() + "/decide/",
                Map.of(
                        "decision", decision,
                        "reason", reason,
                        "version", Integer.toString(find(project).version())));
    }

    private Project create(String... changes) {
        return TestProjects.create(coordinator.id(), changes).project();
    }

    private Project find(Project project) {
        return server.bean(Projects.class).find(project.id()).orElseThrow();
    }
}
