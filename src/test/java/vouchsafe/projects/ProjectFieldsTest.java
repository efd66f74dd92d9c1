package vouchsafe.projects;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.TestServer;

/** A field of projects is a component, a column and a field of the form; none of the three is left out. */
class ProjectFieldsTest {
    /** Columns that no coordinator fills in. */
    private static final Set<String> KEPT_BY_THE_SERVER = Set.of(
            "id",
            "client_id",
            "kind",
            "slug",
            "coordinator_id",
            "all_sources_access",
            "webhook_secret",
            "webhook_secret_before",
            "webhook_secret_before_until",
            "approved",
            "approved_at",
            "version",
            "master_token_before_expires_at",
            "master_token_before_hash",
            "master_token_hash",
            "master_token_expires_at",
            "master_token_never_expires",
            "paused_at",
            "closed_at",
            "created_at",
            "updated_at");

    private final TestServer server = TestServer.shared();
    private final Projects projects = server.bean(Projects.class);
    private final JdbcClient sql = server.bean(JdbcClient.class);

    @Test
    void every_column_is_a_component_or_kept_by_the_server() {
        Set<String> columns = new HashSet<>(ProjectRows.FILLED_IN
                .values(TestProjects.onSiteDraft().details())
                .keySet());
        assertThat(columns).doesNotContainAnyElementsOf(KEPT_BY_THE_SERVER);
        columns.addAll(KEPT_BY_THE_SERVER);
        assertThat(sql.sql("SELECT attname FROM pg_attribute WHERE attrelid = 'projects'::regclass AND attnum > 0"
                                + " AND NOT attisdropped")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrderElementsOf(columns);
    }

    @Test
    void every_component_has_its_field_on_the_page_of_the_form() throws IOException {
        String page = Files.readString(Path.of("src/main/jte/coordinator/form.jte"));
        assertThat(ProjectRows.FILLED_IN
                        .values(TestProjects.onSiteDraft().details())
                        .keySet())
                .allSatisfy(field -> assertThat(page).containsAnyOf("name = \"" + field, "name=\"" + field));
    }

    @Test
    void every_field_is_stored_with_a_new_project_and_with_a_changed_one() {
        UUID coordinator = server.member().id();
        Project source = TestProjects.create(coordinator).project();
        Project plain = TestProjects.create(coordinator).project();
        Project plainOnSite = TestProjects.createOnSite(coordinator).project();
        FormFields form = everyField(source);
        ProjectDraft app = draft(ProjectKind.OAUTH2, form, source);
        ProjectDraft onSite = draft(ProjectKind.ON_SITE, form, source);
        Project made = projects.create(app, server.credentials(coordinator)).project();
        Project madeOnSite =
                projects.createOnSite(onSite, server.credentials(coordinator)).project();
        projects.update(plain.id(), app, coordinator);
        projects.update(plainOnSite.id(), onSite, coordinator);
        assertThat(stored(made)).isEqualTo(app.details());
        assertThat(stored(madeOnSite)).isEqualTo(onSite.details());
        assertThat(stored(plain)).isEqualTo(app.details());
        assertThat(stored(plainOnSite)).isEqualTo(onSite.details());
        // A project of one kind has no fields of the other.
        assertThat(filled(app.details()).keySet())
                .allSatisfy(field -> assertThat(form.all(field))
                        .isIn(
                                filled(app.details()).get(field),
                                filled(onSite.details()).get(field)));
    }

    /** The JSON of versions and receipts is read for years: it has no parts, whatever parts the record has. */
    @Test
    void a_request_is_one_flat_object_in_versions_and_receipts() {
        String document = """
            {"sources":[3,7],"allSources":false,"usernameAccess":true,"messagePermission":true,"study":true,
            "name":"N","leader":"L","organization":"O","shortDescription":"S","returnedDataDescription":"R","consentText":"C"}
            """;
        Requested requested = new Requested(
                new ProjectDetails.RequestedPermissions(List.of(7, 3), true, true),
                false,
                new ProjectDetails.About(true, "N", "L", "O", "S", "R"),
                "C");
        JsonMapper json = server.bean(JsonMapper.class);
        assertThat(json.readValue(document, Requested.class)).isEqualTo(requested);
        assertThat(json.readTree(json.writeValueAsString(requested))).isEqualTo(json.readTree(document));
    }

    /** A form in which each field has a value that no project has unasked. */
    private static FormFields everyField(Project source) {
        Map<String, List<String>> form = new HashMap<>();
        ProjectRows.FILLED_IN
                .values(source.details())
                .forEach((field, value) -> form.put(
                        field,
                        switch (value) {
                            case Boolean yes -> List.of("True");
                            case List<?> sources -> List.of(Integer.toString(source.id()));
                            case null, default ->
                                List.of(
                                        field.endsWith("email")
                                                ? field + "@example.org"
                                                : "https://example.org/" + field);
                        }));
        form.put("redirect_url", List.of("https://example.org/redirect"));
        return new FormFields(form);
    }

    private static ProjectDraft draft(ProjectKind kind, FormFields form, Project source) {
        return switch (ProjectForm.forNew(kind, form, TestProjects.choices(Set.of(source.id())))) {
            case ProjectForm.Outcome.Valid(ProjectDraft draft) -> draft;
            case ProjectForm.Outcome.Invalid(Map<String, String> errors) -> throw new AssertionError(errors);
        };
    }

    private ProjectDetails stored(Project project) {
        return projects.find(project.id()).orElseThrow().details();
    }

    private static Map<String, List<String>> filled(ProjectDetails details) {
        return ProjectForm.filled(details, List.of(), false).values().entrySet().stream()
                .filter(field -> ProjectRows.FILLED_IN.values(details).containsKey(field.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
