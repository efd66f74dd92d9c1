package vouchsafe.openhumans;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vouchsafe.Answer;
import vouchsafe.Mailbox;
import vouchsafe.MultipartForm;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.messages.Writers;
import vouchsafe.messages.Writers.Reader;

/** {@code POST message/}, row by row of the reference. */
class MessageApiTest {
    private static final String PATH = "/api/direct-sharing/project/message/";
    private static final String NEITHER = "You must specify either all members or provide a list of IDs.";
    private static final String BOTH = "You must specify either all members or provide a list of IDs but not both.";

    private final TestServer server = TestServer.shared();

    @Test
    void a_message_to_all_reaches_every_member() {
        Writers project = Writers.create();
        Reader one = project.join();
        Reader two = project.join();

        Answer answer = project.send("subject=Hello&message=Good+morning&all_members=True");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("\"success\"");
        project.delivered();
        for (Reader each : List.of(one, two)) {
            assertThat(mail(each)).startsWith("Good morning\n");
        }
    }

    @Test
    void ids_come_in_every_shape_that_clients_send_and_reach_everyone_named() {
        Writers project = Writers.create();
        Reader one = project.join();
        Reader two = project.join();
        Reader other = project.join();
        String a = one.number();
        String b = two.number();
        Map<String, Answer> answers = new LinkedHashMap<>();
        // The first is what ohapi sends: a list as a repeated field, beside all_members=False.
        answers.put(
                "repeated",
                project.send(
                        "subject=&message=x&all_members=False&project_member_ids=" + a + "&project_member_ids=" + b));
        answers.put("comma", project.send("message=x&project_member_ids=" + a + "%2C" + b));
        answers.put("space", project.send("message=x&project_member_ids=" + a + "+" + b));
        answers.put("comma and space", project.send("message=x&project_member_ids=%20" + a + ",%20" + b + ",%0D%0A"));
        answers.put("json list", project.sendJson(json("[\"" + a + "\", \"" + b + "\"]")));
        answers.put("json text", project.sendJson(json("\"" + a + "," + b + "\"")));
        answers.put("repeated id", project.sendJson(json("[\"" + a + "\", \"" + b + "\", \"" + a + "\"]")));
        HttpRequest multipart = new MultipartForm()
                .fields(Map.of("message", "x", "project_member_ids", a + " " + b))
                .to(server.url(PATH + "?access_token=" + project.masterToken()));
        answers.put("multipart", TestApp.send(multipart));
        answers.forEach((shape, answer) -> assertThat(answer.body()).as(shape).isEqualTo("\"success\""));

        project.delivered();
        assertThat(new Mailbox(server, other.member().email()).kinds()).isEmpty();
        for (Reader each : List.of(one, two)) {
            assertThat(new Mailbox(server, each.member().email()).kinds())
                    .as("one mail for each call")
                    .hasSize(answers.size());
        }
    }

    @Test
    void ids_as_json_numbers_are_understood() {
        Writers project = Writers.create();
        Reader reader = null;
        while (reader == null || reader.number().startsWith("0")) {
            reader = project.join();
        }
        assertThat(project.sendJson(json("[" + reader.number() + "]")).body()).isEqualTo("\"success\"");
        assertThat(project.sendJson(json(reader.number())).body()).isEqualTo("\"success\"");
        assertThat(project.latest().recipients()).isEqualTo(1);
    }

    @Test
    void what_is_wrong_is_told_as_such_clients_know_it() {
        Writers project = Writers.create();
        String number = project.join().number();
        expect(project.send("all_members=True"), "message", "This field is required.");
        expect(project.send("message=+%0A&all_members=True"), "message", "This field is required.");
        expect(project.send("message=x"), "__all__", NEITHER);
        expect(project.send("message=x&all_members=False&project_member_ids="), "__all__", NEITHER);
        expect(project.sendJson("{\"message\": \"x\", \"project_member_ids\": []}"), "__all__", NEITHER);
        expect(project.send("message=x&all_members=on&project_member_ids=" + number), "__all__", BOTH);
        expect(
                project.send("message=x&project_member_ids=1234567"),
                "project_member_ids",
                "Project member IDs are always 8 digits long.");
        expect(
                project.sendJson(json("{\"a\": [7]}")),
                "project_member_ids",
                "Project member IDs are always 8 digits long.");
        expect(
                project.send("message=x&project_member_ids=99999999," + number + ",00000000"),
                "project_member_ids",
                "Invalid project member ID(s): 99999999, 00000000");
        Answer several = project.send("project_member_ids=12");
        assertThat(several.json().path("errors").propertyNames())
                .containsExactlyInAnyOrder("message", "project_member_ids");
        assertThat(project.send("subject=" + "s".repeat(201) + "&message=x&all_members=True")
                        .json()
                        .at("/errors/subject/0")
                        .asString())
                .isEqualTo("Ensure this value has at most 200 characters (it has 201).");
    }

    @Test
    void with_a_members_own_token_it_reaches_that_member_whomever_the_body_names() {
        Writers project = Writers.create();
        Reader self = project.join();
        Reader other = project.join();
        Answer answer = TestApp.post(
                PATH,
                "message=x&all_members=True&project_member_ids=" + other.number(),
                Map.of("Authorization", "Bearer " + self.accessToken()));
        assertThat(answer.body()).isEqualTo("\"success\"");
        project.delivered();
        assertThat(new Mailbox(server, self.member().email()).kinds()).containsExactly("project-message");
        assertThat(new Mailbox(server, other.member().email()).kinds()).isEmpty();
    }

    @Test
    void PT_10_a_project_without_the_permission_is_refused() {
        Writers project = Writers.create(Map.of("request_message_permission", "False"));
        Reader reader = project.join();
        assertThat(project.send("message=x&all_members=True").status()).isEqualTo(403);
        assertThat(project.send("").status()).isEqualTo(403);
        assertThat(TestApp.post(PATH, "message=x", Map.of("Authorization", "Bearer " + reader.accessToken()))
                        .status())
                .isEqualTo(403);
        assertThat(new Mailbox(server, reader.member().email()).kinds()).isEmpty();
    }

    @Test
    void PT_11_another_projects_member_is_as_unknown_as_nobody() {
        Writers project = Writers.create();
        Writers other = Writers.create();
        String foreign = other.join().number();
        String own = project.join().number();
        expect(
                project.send("message=x&project_member_ids=" + own + "," + foreign),
                "project_member_ids",
                "Invalid project member ID(s): " + foreign);
        assertThat(project.sent()).as("nobody got it").isEmpty();
    }

    private static String json(String ids) {
        return "{\"message\": \"x\", \"project_member_ids\": " + ids + "}";
    }

    private String mail(Reader reader) {
        return new Mailbox(server, reader.member().email()).latest("project-message");
    }

    private static void expect(Answer answer, String field, String message) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().at("/errors/" + field).size())
                .as(answer.body())
                .isEqualTo(1);
        assertThat(answer.json().at("/errors/" + field + "/0").asString()).isEqualTo(message);
    }
}
