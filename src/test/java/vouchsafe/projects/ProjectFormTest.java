package vouchsafe.projects;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vouchsafe.clients.RedirectUri;

class ProjectFormTest {

    @Test
    void a_filled_form_becomes_details() {
        ProjectDraft draft = TestProjects.draft(TestProjects.form("name", "  Sleep study  ", "is_study", "True"));
        assertThat(draft.details().about().name()).isEqualTo("Sleep study");
        assertThat(draft.details().about().study()).isTrue();
        assertThat(draft.details().listing().active()).isTrue();
        assertThat(draft.pkceRequired()).isFalse();
        assertThat(draft.redirectUrls()).containsExactly(new RedirectUri("https://app.example.org/callback"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "is_study",
                "name",
                "leader",
                "is_academic_or_nonprofit",
                "contact_email",
                "info_url",
                "short_description",
                "long_description",
                "active",
                "request_username_access",
                "enrollment_url",
                "terms_url",
                "redirect_url"
            })
    void a_required_field_left_empty_is_named(String field) {
        assertThat(errors(TestProjects.form(field, "  "))).containsExactly(Map.entry(field, "This field is required."));
    }

    @Test
    void an_empty_form_names_every_required_field_in_the_order_of_the_form() {
        assertThat(errors(Map.of()).keySet())
                .containsExactly(
                        "is_study",
                        "name",
                        "leader",
                        "is_academic_or_nonprofit",
                        "add_data",
                        "contact_email",
                        "info_url",
                        "short_description",
                        "long_description",
                        "active",
                        "request_username_access",
                        "enrollment_url",
                        "terms_url",
                        "redirect_url");
    }

    @ParameterizedTest
    @CsvSource({
        "name, 100",
        "leader, 100",
        "organization, 100",
        "short_description, 140",
        "long_description, 1000",
        "returned_data_description, 140",
        "webhook_secret, 64"
    })
    void limits_count_characters_not_bytes(String field, int longest) {
        assertThat(errors(TestProjects.form(field, "𝄞".repeat(longest)))).isEmpty();
        assertThat(errors(TestProjects.form(field, "x".repeat(longest + 1))))
                .containsEntry(
                        field,
                        "Ensure this value has at most %d characters (it has %d).".formatted(longest, longest + 1));
    }

    @Test
    void one_of_the_two_lists_must_be_chosen() {
        assertThat(errors(without("explore_share")))
                .containsEntry("add_data", "Pick at least one option from \"Add data\" and \"Explore and share\"");
    }

    @Test
    void a_project_that_adds_data_says_which() {
        assertThat(errors(TestProjects.form("add_data", "on")))
                .containsEntry(
                        "returned_data_description",
                        "Please provide a description of the data you plan to upload to member accounts.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nobody",
                "@example.org",
                "a@b@c.org",
                "a b@c.org",
                "a@c..org",
                "a@.org",
                "a@org",
                "a@x.org\\nBcc"
            })
    void an_address_that_is_none_is_refused(String address) {
        assertThat(errors(TestProjects.form("contact_email", address)))
                .containsEntry("contact_email", "Enter a valid email address.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.org",
                "ftp://example.org",
                "javascript:alert(1)",
                "https://",
                "https:/example.org",
                "//example.org",
                "https://user@example.org/",
                "https://exa mple.org",
                "https://example.org:99999/"
            })
    void an_information_url_must_be_a_web_address(String url) {
        assertThat(errors(TestProjects.form("info_url", url)).get("info_url")).startsWith("Enter a valid URL.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not a url",
                "https://example.org/#top",
                "https://*.example.org/",
                "javascript:alert(1)",
                "data:text/html,x",
                "http://example.org/callback",
                "file:///etc/passwd"
            })
    void RU_16_RU_23_a_bad_redirect_url_is_refused_by_name(String url) {
        assertThat(errors(TestProjects.form("redirect_url", "https://app.example.org/ok\n" + url))
                        .get("redirect_url"))
                .contains(url);
    }

    @Test
    void RU_17_redirect_urls_come_one_a_line_or_repeated() {
        Map<String, List<String>> values =
                new HashMap<>(TestProjects.fields(TestProjects.form()).values());
        values.put(
                "redirect_url",
                List.of("https://a.example/cb\r\n\r\n http://127.0.0.1:8000/cb ", "com.example.app:/cb"));
        ProjectForm.Outcome outcome = ProjectForm.forNew(new FormFields(values), TestProjects.choices(Set.of()));
        assertThat(((ProjectForm.Outcome.Valid) outcome).draft().redirectUrls())
                .extracting(RedirectUri::value)
                .containsExactly("https://a.example/cb", "http://127.0.0.1:8000/cb", "com.example.app:/cb");
    }

    @Test
    void only_offered_sources_can_be_asked_for() {
        FormFields fields = TestProjects.fields(TestProjects.form("requested_sources", "12"));
        assertThat(ProjectForm.forNew(fields, TestProjects.choices(Set.of(12))))
                .isInstanceOf(ProjectForm.Outcome.Valid.class);
        assertThat(((ProjectForm.Outcome.Invalid) ProjectForm.forNew(fields, TestProjects.choices(Set.of(13))))
                        .errors())
                .containsEntry("requested_sources", "Select a valid choice. 12 is not one of the available choices.");
    }

    @Test
    void a_webhook_secret_is_not_short() {
        assertThat(errors(TestProjects.form("webhook_secret", "short")))
                .containsEntry("webhook_secret", "Ensure this value has at least 16 characters (it has 5).");
    }

    @Test
    void a_webhook_secret_prints_as_nothing() {
        assertThat(TestProjects.draft(TestProjects.form("webhook_secret", "0123456789abcdef"))
                        .toString())
                .doesNotContain("0123456789abcdef");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sleep\u0000study", "Sleep\u202Eyduts", "Sleep\u2028study", "Sleep\ud800study"})
    void characters_nobody_means_are_refused(String name) {
        assertThat(errors(TestProjects.form("name", name))).containsOnlyKeys("name");
    }

    @Test
    void words_on_no_list_are_refused() {
        Map<String, String> form = TestProjects.form(
                "name",
                "Learn about diabetes medically",
                "short_description",
                "A window between winters https://x.org");
        assertThat(errors(form)).isEmpty();
    }

    private static Map<String, String> errors(Map<String, String> form) {
        return switch (ProjectForm.forNew(TestProjects.fields(form), TestProjects.choices(Set.of()))) {
            case ProjectForm.Outcome.Valid valid -> Map.of();
            case ProjectForm.Outcome.Invalid(Map<String, String> errors) -> errors;
        };
    }

    private static Map<String, String> without(String field) {
        Map<String, String> form = new LinkedHashMap<>(TestProjects.form());
        form.remove(field);
        return form;
    }
}
