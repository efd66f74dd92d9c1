package vouchsafe.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.TestServer;

/** No key is given up while something unknown hangs from it: every kind of seal and every wrapped column is accounted for. */
class KeysInUseTest {
    /** Columns of bytes that {@link KeyRing#wrap} did not make. */
    private static final List<String> NOT_WRAPPED = List.of(
            "approval_requests.document",
            "browser_sessions_attributes.attribute_bytes",
            "client_secrets.hash",
            "consent_events.hash",
            "consent_events.previous_hash",
            "keys.wrapped",
            "project_badges.png",
            "projects.master_token_before_hash",
            "projects.master_token_hash",
            "scheduled_tasks.task_data",
            "sent_forms.digest",
            "token_families.code_challenge",
            "token_families.redirect_digest",
            "used_assertions.digest");

    private final TestServer server = TestServer.shared();

    @Test
    void every_kind_of_seal_is_counted_or_has_an_end() {
        Set<SealKind> known = EnumSet.copyOf(KeyUpkeep.WITHOUT_ROWS.keySet());
        server.context()
                .getBeansOfType(SealedThings.class)
                .values()
                .forEach(each -> each.kinds()
                        .forEach(kind -> assertThat(known.add(kind))
                                .as("%s is counted and has an end", kind)
                                .isTrue()));
        assertThat(known).containsExactlyInAnyOrderElementsOf(Arrays.asList(SealKind.values()));
        assertThat(KeyUpkeep.WITHOUT_ROWS.values())
                .allSatisfy(life -> assertThat(life).isLessThanOrEqualTo(KeyUpkeep.LONGEST));
    }

    @Test
    void every_column_of_bytes_is_wrapped_and_offered_or_is_known_not_to_be() {
        Set<String> columns = new TreeSet<>(
                server.bean(JdbcClient.class).sql("""
                    SELECT table_name || '.' || column_name FROM information_schema.columns
                    JOIN information_schema.tables USING (table_schema, table_name)
                    WHERE table_schema = 'public' AND data_type = 'bytea' AND table_type = 'BASE TABLE'
                    """).query(String.class).list());
        Set<String> accounted = new TreeSet<>(NOT_WRAPPED);
        server.context()
                .getBeansOfType(WrappedColumn.class)
                .values()
                .forEach(column -> accounted.add(column.table() + "." + column.column()));
        assertThat(accounted)
                .as("offer a WrappedColumn for what the key ring wraps, or name the column in this test")
                .isEqualTo(columns);
    }

    @Test
    void what_is_counted_and_wrapped_can_be_counted_and_wrapped_anew() {
        KeyList keys = server.bean(KeyList.class);
        assertThat(keys.ring()).isNotEmpty();
        server.bean(KeyUpkeep.class).run();
        KeyRing ring = server.bean(KeyRing.class);
        WrappedRows rows = new WrappedRows(server.bean(JdbcClient.class));
        server.context().getBeansOfType(WrappedColumn.class).values().forEach(column -> {
            long before = rows.byKey(column).getOrDefault(1, 0L);
            assertThat(rows.wrapAnew(column, 1, ring)).as(column.what()).isLessThanOrEqualTo(before + 1_000);
        });
    }
}
