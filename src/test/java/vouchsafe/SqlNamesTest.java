package vouchsafe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** {@link TableOwnersTest} is as good as what it sees. */
class SqlNamesTest {

    @Test
    void each_place_of_a_table_is_seen() {
        assertThat(SqlNames.in("SELECT * FROM grants g JOIN members m ON m.id = g.member_id WHERE true"))
                .containsExactly("grants", "members");
        assertThat(SqlNames.in("INSERT INTO mails (id) SELECT id FROM members")).containsExactly("mails", "members");
        assertThat(SqlNames.in("UPDATE grants g SET status = 'x' FROM members m WHERE m.id = g.member_id"))
                .containsExactly("grants", "members");
        assertThat(SqlNames.in("DELETE FROM ONLY grants USING public.members, \"clients\" c WHERE true"))
                .containsExactly("grants", "members", "clients");
        assertThat(SqlNames.in("LOCK TABLE datatypes IN SHARE MODE")).containsExactly("datatypes");
        assertThat(SqlNames.in("CREATE TABLE IF NOT EXISTS reads_2 PARTITION OF reads FOR VALUES FROM ('a') TO ('b')"))
                .containsExactly("reads_2", "reads");
        assertThat(SqlNames.in("member_id uuid REFERENCES members (id)")).containsExactly("members");
    }

    @Test
    void what_is_written_to_is_told_apart() {
        assertThat(SqlNames.writtenIn(
                        "WITH x AS (DELETE FROM mails) UPDATE grants g SET id = 1 FROM members FOR UPDATE OF g"))
                .containsExactlyInAnyOrder("mails", "grants");
        assertThat(SqlNames.writtenIn("INSERT INTO mails SELECT 1 FROM grants ON CONFLICT DO UPDATE SET id = 1"))
                .containsExactly("mails");
        assertThat(SqlNames.writtenIn("SELECT 1 FROM grants FOR SHARE")).isEmpty();
    }

    @Test
    void a_list_of_tables_is_seen_to_its_end() {
        assertThat(SqlNames.in("SELECT a, b FROM grants g, members AS m, clients WHERE a IN (b, projects)"))
                .containsExactly("grants", "members", "clients");
        assertThat(SqlNames.in("SELECT 1 FROM unnest(:ids, :names) AS u (id, name), grants ORDER BY id, members"))
                .containsExactly("grants");
        assertThat(SqlNames.in("SELECT (SELECT count(*) FROM grants), datatypes FROM data_files"))
                .containsExactly("grants", "data_files");
    }

    @Test
    void names_inside_brackets_are_seen() {
        assertThat(SqlNames.in(
                        "WHERE EXISTS (SELECT 1 FROM members m WHERE m.id = g.id) AND id IN (SELECT id FROM grants)"))
                .containsExactly("members", "grants");
        assertThat(SqlNames.in("FROM wanted w CROSS JOIN LATERAL (SELECT * FROM data_files) f"))
                .containsExactly("wanted", "data_files");
    }

    @Test
    void what_the_statement_defines_itself_is_no_table() {
        assertThat(SqlNames.in("""
            WITH members AS MATERIALIZED (SELECT 1 FROM grants), clients (id) AS (SELECT 1)
            SELECT * FROM members, clients
            """)).containsExactly("grants");
    }

    @Test
    void columns_functions_locks_and_prose_are_no_tables() {
        assertThat(SqlNames.in("SELECT datatypes, grants FROM decode(:a, 'hex') FOR UPDATE OF d SKIP LOCKED"))
                .doesNotContain("datatypes", "grants", "decode");
        assertThat(SqlNames.in("a IS DISTINCT FROM members AND b = 'taken FROM grants' -- FROM clients"))
                .isEmpty();
        assertThat(SqlNames.in("We took it from members, and update projects.")).isEmpty();
    }

    @Test
    void texts_of_a_source_are_found_and_joined() {
        assertThat(SourceTexts.in("""
            // "FROM comments"
            char quote = '"';
            String one = "SELECT * FROM"
                + " grants"; /* "no" */
            String two = condition("a", \"""
                WHERE "b" = 'c'
                \""" + rest + "d");
            """))
                .extracting(String::strip)
                .containsExactly("SELECT * FROM grants", "a", "WHERE \"b\" = 'c'", "d");
    }
}
