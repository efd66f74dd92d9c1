package vouchsafe.files;

import java.sql.Timestamp;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.TestServer;
import vouchsafe.projects.Project;

/** Many files at once, for tests of lists: rows without bytes. Tests that read files upload them. */
public final class StoredFiles {
    private StoredFiles() {}

    /** Gives the member this many files of a project, named {@code file-1.txt} and so on; their ids, rising. */
    public static List<Long> add(UUID memberId, Project project, int count, Integer... datatypes) {
        TestServer server = TestServer.shared();
        List<Long> added = server
                .bean(JdbcClient.class)
                .sql("""
                    INSERT INTO data_files (member_id, project_id, by_member, basename, metadata, datatypes, size,
                        sha256, md5, storage_key, created_at)
                    SELECT :member, :project, false, 'file-' || n || '.txt',
                        '{"description": "a test", "tags": ["a"]}', :datatypes, 3, repeat('a', 64), repeat('b', 32),
                        replace(gen_random_uuid()::text, '-', ''), :now
                    FROM generate_series(1, :count) n RETURNING id
                    """)
                .param("member", memberId)
                .param("project", project.id())
                .param("datatypes", datatypes)
                .param("count", count)
                .param("now", Timestamp.valueOf("2026-11-01 10:00:00.5"))
                .query(Long.class)
                .list()
                .stream()
                .sorted()
                .toList();
        server.heard();
        return added;
    }
}
