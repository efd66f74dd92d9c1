package vouchsafe.publication;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.files.DataFile;
import vouchsafe.files.DataFiles;

/**
 * The files that members share with everyone, as they are at this moment: nothing is cached, so a file is gone from here as
 * soon as its member stops sharing.
 */
public final class PublicFiles {
    private static final String FROM = """
         FROM member_files f
            JOIN public_sharing s ON s.member_id = f.member_id AND s.project_id = f.project_id
            JOIN active_members m ON m.id = f.member_id
            JOIN project_approvals p ON p.id = f.project_id
            JOIN grant_displays g ON g.member_id = f.member_id AND g.client_id = p.client_id
            JOIN public_members n ON n.member_id = f.member_id
         WHERE
        """;

    private final JdbcClient sql;

    PublicFiles(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * A member who shares a file, as the public knows them.
     *
     * @param number 8 digits, kept for life and unknown to projects
     */
    public record Person(String number, String username, String name) {}

    /**
     * A file that everyone may read.
     *
     * @param person empty where the member keeps the connection off public pages
     */
    public record PublicFile(DataFile file, Optional<Person> person) {}

    /** The number of public files that pass the filter. */
    public long count(PublicFilter filter) {
        return sql.sql("SELECT count(*)" + FROM + filter.condition())
                .params(filter.parameters())
                .query(Long.class)
                .single();
    }

    /** A page of the public files that pass the filter, by number. */
    public List<PublicFile> list(PublicFilter filter, long offset, int most) {
        return sql.sql("SELECT f.*, g.hidden, n.number, m.username, m.name" + FROM + filter.condition()
                        + " ORDER BY f.id LIMIT :most OFFSET :offset")
                .params(filter.parameters())
                .param("most", most)
                .param("offset", offset)
                .query(PublicFiles::file)
                .list();
    }

    /** One public file. */
    public Optional<PublicFile> find(long id) {
        return list(PublicFilter.all().ofFile(id), 0, 1).stream().findFirst();
    }

    private static PublicFile file(ResultSet row, int number) throws SQLException {
        Optional<Person> person = row.getBoolean("hidden")
                ? Optional.empty()
                : Optional.of(new Person(row.getString("number"), row.getString("username"), row.getString("name")));
        return new PublicFile(DataFiles.row(row, number), person);
    }
}
