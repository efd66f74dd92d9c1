package vouchsafe.datatypes;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.db.RecordRows;

/** The SQL of the kinds of data and their history. */
final class DataTypeTable {
    static final RowMapper<DataType> TYPE = RecordRows.of(DataType.class);

    private static final RowMapper<DataTypeEdit> EDIT = RecordRows.of(DataTypeEdit.class);

    private final JdbcClient sql;

    DataTypeTable(JdbcClient sql) {
        this.sql = sql;
    }

    DataTypeTree tree() {
        return new DataTypeTree(sql.sql("SELECT * FROM datatypes").query(TYPE).list());
    }

    Optional<DataType> find(int id) {
        return sql.sql("SELECT * FROM datatypes WHERE id = :id")
                .param("id", id)
                .query(TYPE)
                .optional();
    }

    /** Locks the tree until the transaction ends, since two good edits can make a circle together. */
    void lock() {
        sql.sql("LOCK TABLE datatypes IN SHARE ROW EXCLUSIVE MODE").update();
    }

    /** Fails where the name is taken. */
    DataType insert(DataTypeForm form, UUID author, Instant now) {
        DataType made = parameters(sql.sql("""
            INSERT INTO datatypes (name, parent_id, description, uploadable, details, version, created_at, edited_at)
            VALUES (:name, :parent, :description, :uploadable, :details, 1, :now, :now)
            RETURNING *
            """), form, now).query(TYPE).single();
        remember(made, author);
        return made;
    }

    /** Fails where the name is taken. */
    DataType update(int id, DataTypeForm form, UUID author, Instant now) {
        DataType changed =
                parameters(sql.sql("""
                    UPDATE datatypes SET name = :name, parent_id = :parent, description = :description,
                        uploadable = :uploadable, details = :details, version = version + 1, edited_at = :now
                    WHERE id = :id
                    RETURNING *
                    """), form, now).param("id", id).query(TYPE).single();
        remember(changed, author);
        return changed;
    }

    private static JdbcClient.StatementSpec parameters(
            JdbcClient.StatementSpec statement, DataTypeForm form, Instant now) {
        return statement
                .param("name", form.name())
                .param("parent", form.parentId())
                .param("description", form.description())
                .param("uploadable", form.uploadable())
                .param("details", form.details())
                .param("now", now);
    }

    private void remember(DataType type, UUID author) {
        sql.sql("""
            INSERT INTO datatype_edits
                (datatype_id, version, name, parent_id, description, uploadable, details, edited_by, edited_at)
            SELECT id, version, name, parent_id, description, uploadable, details, :author, edited_at
            FROM datatypes WHERE id = :id
            """).param("author", author).param("id", type.id()).update();
    }

    List<DataTypeEdit> edits(int id) {
        return sql.sql("SELECT * FROM datatype_edits WHERE datatype_id = :id ORDER BY version DESC")
                .param("id", id)
                .query(EDIT)
                .list();
    }

    /** Whether a project that reviewers approved has registered this kind. */
    boolean heldByApprovedProject(int id) {
        return sql.sql("""
            SELECT EXISTS (SELECT 1 FROM project_datatypes pd JOIN project_approvals p ON p.id = pd.project_id
                           WHERE pd.datatype_id = :id AND p.approved)
            """).param("id", id).query(Boolean.class).single();
    }
}
