package vouchsafe.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.accounts.Credentials;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;
import vouchsafe.projects.Catalogue;
import vouchsafe.projects.FormFields;
import vouchsafe.projects.NewOnSiteProject;
import vouchsafe.projects.NewProject;
import vouchsafe.projects.ProjectDraft;
import vouchsafe.projects.ProjectForm;
import vouchsafe.projects.ProjectKind;
import vouchsafe.projects.Projects;

/** Makes a project from a file whose keys are the names of the form's fields. */
@Command(name = "create", description = "Create a project from a JSON file with the form's field names.")
final class ProjectCreateCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(names = "--file", required = true, paramLabel = "FILE", description = "JSON object of form fields.")
    private Path file = Path.of("");

    @Option(names = "--coordinator", required = true, paramLabel = "U", description = "Username of who runs it.")
    private String coordinator = "";

    @Option(
            names = "--kind",
            paramLabel = "K",
            description = "oauth2 (default), or on-site: members join on this server's own pages.")
    private String kind = ProjectKind.OAUTH2.word();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        Logs.quiet();
        Settings loaded = settings.load(Map.of());
        FormFields fields = read(file);
        ProjectKind wanted = kind();
        try (Rooms rooms = Rooms.open(loaded)) {
            if (wanted == ProjectKind.ON_SITE) {
                print(rooms.get(Projects.class).createOnSite(draft(rooms, wanted, fields), coordinator(rooms)));
            } else {
                print(rooms.get(Projects.class).create(draft(rooms, wanted, fields), coordinator(rooms)));
            }
        }
        return 0;
    }

    private ProjectKind kind() {
        try {
            return ProjectKind.of(kind);
        } catch (IllegalArgumentException unknown) {
            throw new CommandFailed("--kind is oauth2 or on-site");
        }
    }

    private void print(NewOnSiteProject made) {
        settings.answer(json)
                .with("id", made.project().id())
                .with("slug", made.project().slug())
                .with("master_access_token", made.masterToken().reveal())
                .say("project " + made.project().name() + " created; the token is shown this once");
    }

    private void print(NewProject made) {
        settings.answer(json)
                .with("id", made.project().id())
                .with("slug", made.project().slug())
                .with("client_id", made.clientId())
                .with("client_secret", made.clientSecret().reveal())
                .with("master_access_token", made.masterToken().reveal())
                .say("project " + made.project().name() + " created; the secret and the token are shown this once");
    }

    private Credentials coordinator(Rooms rooms) {
        Member member = rooms.get(Members.class)
                .byUsername(coordinator)
                .orElseThrow(() -> new CommandFailed("there is no member " + coordinator));
        if (!member.active()) {
            throw new CommandFailed("the account of " + coordinator + " is not in use");
        }
        return member.credentials();
    }

    private ProjectDraft draft(Rooms rooms, ProjectKind wanted, FormFields fields) {
        return switch (ProjectForm.forNew(
                wanted,
                ProjectForm.withDefaults(fields),
                rooms.get(Catalogue.class).choices())) {
            case ProjectForm.Outcome.Valid(var draft) -> draft;
            case ProjectForm.Outcome.Invalid(var errors) ->
                throw new CommandFailed(errors.entrySet().stream()
                        .flatMap(error -> error.getValue().lines().map(line -> error.getKey() + ": " + line))
                        .collect(Collectors.joining("\n  ", file + " has fields to mend:\n  ", "")));
        };
    }

    /** Reads the file. Numbers, booleans and lists become the texts a browser would send; null is an absent field. */
    static FormFields read(Path file) {
        JsonNode root;
        try {
            root = JsonMapper.shared().readTree(Files.readAllBytes(file));
        } catch (IOException failure) {
            throw new CommandFailed(file + " " + FileTrouble.unread(failure));
        } catch (JacksonException failure) {
            throw new CommandFailed(file + " cannot be read as JSON: " + failure.getMessage());
        }
        if (root == null || !root.isObject()) {
            throw new CommandFailed(file + " must hold one JSON object whose keys are the form's field names");
        }
        Map<String, List<String>> fields = new LinkedHashMap<>();
        root.properties().forEach(field -> {
            List<String> values = new ArrayList<>();
            if (field.getValue().isArray()) {
                field.getValue().forEach(value -> values.add(text(field.getKey(), value)));
            } else if (!field.getValue().isNull()) {
                values.add(text(field.getKey(), field.getValue()));
            }
            fields.put(field.getKey(), values);
        });
        return new FormFields(fields);
    }

    private static String text(String field, JsonNode value) {
        if (!value.isValueNode() || value.isNull()) {
            throw new CommandFailed(
                    "the value of " + field + " must be text, a number, true, false or a list of those");
        }
        return value.asString();
    }
}
