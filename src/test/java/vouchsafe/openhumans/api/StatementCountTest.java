package vouchsafe.openhumans.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import vouchsafe.Answer;
import vouchsafe.db.Statements;
import vouchsafe.files.StoredFiles;
import vouchsafe.openhumans.api.SharedData.Joined;

class StatementCountTest {
    private final SharedData data = new SharedData(Map.of("request_username_access", "True"));

    private Joined joinWithFiles(int files) {
        Joined joined = data.join();
        StoredFiles.add(joined.member().id(), data.sourceProject(), files);
        StoredFiles.add(joined.member().id(), data.app.project(), files);
        return joined;
    }

    @Test
    void lists_take_as_many_statements_for_many_members_and_files_as_for_one() {
        Joined first = joinWithFiles(1);
        try (Statements statements = new Statements()) {
            int members = statements.most(() -> data.members(""));
            int exchange = statements.most(() -> data.exchange(first, ""));
            int withMaster = statements.most(() -> data.withMaster(first));
            assertThat(members).as("statements are counted at all").isPositive();

            for (int i = 0; i < 11; i++) {
                joinWithFiles(40);
            }
            StoredFiles.add(first.member().id(), data.sourceProject(), 200);
            Answer many = data.members("");
            assertThat(many.json().path("count").asInt()).isEqualTo(12);
            assertThat(many.json().path("results").path(11).path("data")).hasSize(10);
            assertThat(statements.fewest(() -> data.members("")))
                    .isLessThanOrEqualTo(members)
                    .isLessThan(10);
            assertThat(data.exchange(first, "").json().path("data")).hasSize(100);
            assertThat(statements.fewest(() -> data.exchange(first, "")))
                    .isLessThanOrEqualTo(exchange)
                    .isLessThan(10);
            assertThat(statements.fewest(() -> data.withMaster(first))).isLessThanOrEqualTo(withMaster);
        }
    }
}
