package vouchsafe.datatypes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import vouchsafe.TestServer;
import vouchsafe.openhumans.wording.UploadText;
import vouchsafe.projects.Project;
import vouchsafe.projects.TestProjects;

class UploadTypesTest {
    private final TestServer server = TestServer.shared();
    private final RegisteredDataTypes registered = server.bean(RegisteredDataTypes.class);
    private final DataTypeRegistration registration = server.bean(DataTypeRegistration.class);
    private final Project project = TestProjects.create(server.member().id()).project();
    private final DataType first = TestDataTypes.uploadable();
    private final DataType second = TestDataTypes.uploadable();
    private final DataType foreign = TestDataTypes.uploadable();

    UploadTypesTest() {
        registration.choose(project, List.of(second.id(), first.id()), project.coordinatorId());
    }

    private UploadTypes resolve(String... values) {
        return registered.resolve(project.id(), List.of(values));
    }

    private String refusal(String value) {
        return UploadText.of((UploadTypes.Refused) resolve(value));
    }

    private static UploadTypes chosen(Integer... ids) {
        return new UploadTypes.Chosen(List.of(ids));
    }

    @Test
    void numbers_and_names_are_understood_whatever_their_case_and_each_counts_once() {
        String ids = "[" + second.id() + "," + first.id() + "," + second.id() + "]";
        assertThat(resolve(ids)).isEqualTo(chosen(first.id(), second.id()));
        assertThat(resolve("[\"" + first.name().toUpperCase(Locale.ROOT) + "\"]"))
                .isEqualTo(chosen(first.id()));
        assertThat(resolve("[\"" + first.id() + "\", \"" + second.name() + "\"]"))
                .as("mixed")
                .isEqualTo(chosen(first.id(), second.id()));
        assertThat(resolve(first.name(), second.name()))
                .as("repeated field")
                .isEqualTo(chosen(first.id(), second.id()));
        assertThat(resolve("[]")).isEqualTo(chosen());
        assertThat(resolve()).isEqualTo(chosen());
        assertThat(resolve("")).isEqualTo(chosen());
    }

    @Test
    void refusals_read_as_such_clients_know_them() {
        assertThat(refusal("[\"zzz\"]"))
                .isEqualTo("The following datatypes don't match items in our database: ['zzz']");
        assertThat(refusal("not json")).isEqualTo("Could not parse the uploaded datatypes from: 'not json'");
        assertThat(refusal("[\"" + foreign.name() + "\"]"))
                .isEqualTo("The following datatypes aren't registered for this project: ['" + foreign.name() + "']");
    }

    @Test
    void hostile_lists_are_refused() {
        for (String text : List.of(
                "[",
                "[[1]]",
                "[{}]",
                "[null]",
                "[1.5]",
                "[true]",
                "[99999999999999999999]",
                "[-1]",
                "{}",
                "\"a\"",
                "[\"\\u0000\"]",
                "[" + "[".repeat(5000))) {
            assertThat(resolve(text))
                    .as(text.substring(0, Math.min(40, text.length())))
                    .isInstanceOf(UploadTypes.Refused.class);
        }
    }

    @Test
    void an_administrator_may_allow_any_kind_and_have_kinds_added() {
        registration.allow(project, true, true, server.administrator().id());
        assertThat(resolve("[" + foreign.id() + "]")).isEqualTo(chosen(foreign.id()));
        assertThat(resolve()).isEqualTo(chosen(first.id(), second.id()));
        registration.allow(project, false, false, server.administrator().id());
        assertThat(resolve("[" + foreign.id() + "]")).isInstanceOf(UploadTypes.Refused.class);
        assertThat(resolve()).isEqualTo(chosen());
    }
}
