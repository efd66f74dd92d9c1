package vouchsafe.projects;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ProjectFormPropertyTest {
    private static final List<String> FIELDS = List.copyOf(TestProjects.form().keySet());

    @Property(tries = 500)
    void whatever_stands_in_a_field_is_taken_or_complained_about_and_never_breaks(
            @ForAll("fields") String field, @ForAll String value) {
        Map<String, String> form = TestProjects.form(field, value);
        switch (ProjectForm.forNew(TestProjects.fields(form), TestProjects.choices(Set.of()))) {
            case ProjectForm.Outcome.Valid(ProjectDraft draft) -> {
                assertThat(draft.details()
                                .about()
                                .name()
                                .codePointCount(
                                        0, draft.details().about().name().length()))
                        .isBetween(1, 100);
                assertThat(draft.details().toString()).doesNotContain("\u0000");
                assertThat(draft.redirectUrls()).isNotEmpty();
            }
            case ProjectForm.Outcome.Invalid(Map<String, String> errors) ->
                assertThat(errors.values())
                        .allSatisfy(error -> assertThat(error).isNotBlank());
        }
    }

    @Property(tries = 300)
    void a_form_filled_from_details_reads_back_as_the_same_details(
            @ForAll("texts") String name, @ForAll boolean study, @ForAll boolean messages) {
        ProjectDraft draft = TestProjects.draft(TestProjects.form(
                "name", name,
                "is_study", study ? "True" : "False",
                "request_message_permission", messages ? "True" : "False"));
        FormFields again = ProjectForm.filled(draft.details(), draft.redirectUrls(), draft.pkceRequired());
        assertThat(ProjectForm.forNew(again, TestProjects.choices(Set.of())))
                .isEqualTo(new ProjectForm.Outcome.Valid(draft));
    }

    @Property(tries = 300)
    void slugs_are_made_of_what_paths_allow(@ForAll String name, @ForAll("attempts") int attempt) {
        assertThat(Slugs.candidate(name, attempt)).matches("[a-z0-9]([a-z0-9-]{0,48}[a-z0-9])?");
    }

    @Provide
    Arbitrary<String> fields() {
        return Arbitraries.of(FIELDS);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .alpha()
                .numeric()
                .withChars("äß研 -")
                .ofMinLength(1)
                .ofMaxLength(80)
                .map(text -> "x" + text.strip());
    }

    @Provide
    Arbitrary<Integer> attempts() {
        return Arbitraries.integers().between(1, 5000);
    }
}
