package vouchsafe.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.ProjectApp;
import vouchsafe.ProjectApp.Tokens;
import vouchsafe.app.InThisProcess;
import vouchsafe.app.VouchsafeProcess;

/** The people of a load and their project, made by the commands an operator has, and then over HTTP alone. */
final class Cast {
    private static final String PASSWORD = "correct horse battery";
    private static final Pattern DEVELOPER_TOKEN = Pattern.compile("(6879-[\\w-]+)");
    private static final int APPS = 8;
    private static final int ENDING = 2;

    private final Calls calls;
    private final Map<String, String> environment;
    private final Correspondent correspondent;

    /**
     * Makes everybody and lets them begin.
     *
     * @param environment settings of a command that works on the database of the service
     */
    Cast(Calls calls, Map<String, String> environment, Path folder, Load load) throws IOException, Unanswered {
        this.calls = calls;
        this.environment = environment;
        member("ada");
        Path form = Files.writeString(folder.resolve("project.json"), ProjectApp.FORM.formatted("Nights"));
        String made = command("", "project", "create", "--file", form.toString(), "--coordinator", "ada", "--json");
        ProjectApp app = new ProjectApp(JsonMapper.shared().readTree(made));
        Browser bob = member("bob");
        bob.signInAtLast();
        for (int i = 0; i < APPS; i++) {
            load.begin(new RefreshingApp(calls, app, bob.connect(app)));
        }
        for (int i = 0; i < ENDING; i++) {
            Browser ending = member("ending" + i);
            ending.signInAtLast();
            load.begin(new EndingMember(calls, app, ending));
        }
        Browser carol = member("carol");
        carol.signInAtLast();
        String number = number(app, carol.connect(app));
        load.begin(new Uploader(calls, app, number));
        correspondent = new Correspondent(calls, app, number);
        load.begin(correspondent);
        load.begin(new Annotator(calls, developerToken(member("dora"))));
        member("erin");
        load.begin(new Visitor(calls, () -> new Browser(calls, "erin", PASSWORD)));
    }

    Correspondent correspondent() {
        return correspondent;
    }

    private Browser member(String name) {
        command(
                PASSWORD + "\n",
                "member",
                "create",
                "--username",
                name,
                "--email",
                name + "@example.org",
                "--password-stdin");
        return new Browser(calls, name, PASSWORD);
    }

    private String command(String input, String... arguments) {
        VouchsafeProcess.Ended ended = InThisProcess.run(input, environment, arguments);
        if (ended.exitCode() != 0) {
            throw new IllegalStateException(String.join(" ", arguments) + ": " + ended.err());
        }
        return ended.out();
    }

    private String number(ProjectApp app, Tokens tokens) throws Unanswered {
        return JsonMapper.shared()
                .readTree(calls.send(app.member(calls.node(), tokens.access())).body())
                .path("project_member_id")
                .asString();
    }

    private String developerToken(Browser browser) throws Unanswered {
        browser.signInAtLast();
        String node = calls.node();
        browser.get(node, "/account/developer");
        browser.post(node, "/account/developer", Map.of());
        return Browser.find(DEVELOPER_TOKEN, browser.get(node, "/account/developer"))
                .orElseThrow(() -> new IllegalStateException("no developer token"));
    }
}
