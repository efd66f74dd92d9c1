package vouchsafe.bench;

import java.io.IOException;
import java.sql.SQLException;
import tools.jackson.databind.JsonNode;

/**
 * A project whose members share many files with it.
 *
 * @param masterToken the project's own token
 * @param slug of the project
 */
record SharedFiles(String masterToken, String slug) {
    static final int MEMBERS = 200;
    static final int FILES_EACH = 50;

    /** Makes the project, and rows as if so many members had joined it and it had uploaded so many files to each. */
    static SharedFiles fill(Fixture fixture, int run) throws IOException, InterruptedException, SQLException {
        JsonNode project = fixture.project("Benchmark of lists " + run);
        SharedFiles shared = new SharedFiles(
                project.path("master_access_token").asString(), project.path("slug").asString());
        String jdbcUrl = fixture.jdbcUrl();
        Fixture.tell(jdbcUrl, """
                INSERT INTO grants (id, client_id, member_id, subject, status, version, scopes, sources, all_sources,
                    username_shared, messages_allowed, hidden, created_at, authorized_at)
                SELECT gen_random_uuid(), c.id, m.id, (90000000 + %d * 1000 + m.n)::text, 'active', p.version, c.scopes,
                    '{}', false, true, true, false, now(), now()
                FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM members
                      WHERE username LIKE 'bench\\_%%' AND username <> 'bench_coordinator' LIMIT %d) m,
                    clients c JOIN projects p ON p.client_id = c.id
                WHERE p.slug = '%s'
                """.formatted(run, MEMBERS, shared.slug()));
        Fixture.tell(jdbcUrl, """
                INSERT INTO data_files (member_id, project_id, grant_id, by_member, basename, metadata, datatypes, size,
                    sha256, md5, storage_key, created_at)
                SELECT g.member_id, p.id, g.id, false, 'night-' || n || '.csv',
                    '{"description":"One night","tags":["sleep","benchmark"]}', '{}', 1000, repeat('0', 64),
                    repeat('0', 32), replace(gen_random_uuid()::text, '-', ''), now()
                FROM projects p JOIN grants g ON g.client_id = p.client_id, generate_series(1, %d) n
                WHERE p.slug = '%s'
                """.formatted(FILES_EACH, shared.slug()));
        Fixture.tell(jdbcUrl, "VACUUM ANALYZE grants");
        Fixture.tell(jdbcUrl, "VACUUM ANALYZE data_files");
        return shared;
    }

    /** The number by which the project knows one of its members. */
    String someNumber(Fixture fixture) throws IOException, SQLException {
        return Fixture.ask(fixture.jdbcUrl(), """
                SELECT min(g.subject) FROM grants g JOIN projects p ON p.client_id = g.client_id WHERE p.slug = '%s'
                """.formatted(slug));
    }
}
