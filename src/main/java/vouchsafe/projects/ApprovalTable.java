package vouchsafe.projects;

import java.sql.Date;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.db.RecordRows;
import vouchsafe.db.UuidV7;

/** The statements on approval requests and their history. */
final class ApprovalTable {
    private static final String REQUEST = """
        SELECT id, project_id, asked_by, asked_at, state, message, ethics_board, ethics_reference, ethics_approved_on,
            document_name
        FROM approval_requests
        """;

    private static final RowMapper<ApprovalRequest> ASKED = RecordRows.of(ApprovalRequest.class);

    private static final RowMapper<ApprovalDocument> DOCUMENT = RecordRows.of(ApprovalDocument.class);

    private static final RowMapper<ApprovalEntry> ENTRY = RecordRows.of(ApprovalEntry.class);

    private final JdbcClient sql;
    private final KeptProjects kept;

    ApprovalTable(JdbcClient sql, KeptProjects kept) {
        this.sql = sql;
        this.kept = kept;
    }

    /** The newest request of a project, decided or not. */
    Optional<ApprovalRequest> newest(int projectId) {
        return sql.sql(REQUEST + "WHERE project_id = :project ORDER BY id DESC LIMIT 1")
                .param("project", projectId)
                .query(ASKED)
                .optional();
    }

    /** Requests that reviewers have to decide, oldest first. */
    List<ApprovalRequest> open() {
        return sql.sql(REQUEST + "WHERE state = 'open' ORDER BY id LIMIT 200")
                .query(ASKED)
                .list();
    }

    void insert(
            int projectId, UUID askedBy, ApprovalForm.Valid form, @Nullable ApprovalDocument document, Instant now) {
        bind(sql.sql("""
            INSERT INTO approval_requests (id, project_id, asked_by, asked_at, state, message,
                ethics_board, ethics_reference, ethics_approved_on, document_name, document_type,
                document)
            VALUES (:id, :project, :by, :now, 'open', :message, :board, :reference, :date, :name,
                :type, :document)
            """), form, document)
                .param("id", UuidV7.next())
                .param("project", projectId)
                .param("by", askedBy)
                .param("now", now)
                .update();
    }

    /** Opens a request again with what the coordinator answered; a document that is not replaced stays. */
    void reopen(UUID id, ApprovalForm.Valid form, @Nullable ApprovalDocument document, Instant now) {
        bind(sql.sql("""
            UPDATE approval_requests SET state = 'open', asked_at = :now, message = :message,
                ethics_board = :board, ethics_reference = :reference, ethics_approved_on = :date,
                document_name = coalesce(:name, document_name),
                document_type = coalesce(:type, document_type),
                document = coalesce(:document, document)
            WHERE id = :id
            """), form, document).param("now", now).param("id", id).update();
    }

    private static JdbcClient.StatementSpec bind(
            JdbcClient.StatementSpec statement, ApprovalForm.Valid form, @Nullable ApprovalDocument document) {
        return statement
                .param("message", form.message())
                .param("board", form.ethicsBoard())
                .param("reference", form.ethicsReference())
                .param(
                        "date",
                        form.ethicsApprovedOn() == null ? null : Date.valueOf(form.ethicsApprovedOn()),
                        Types.DATE)
                .param("name", document == null ? null : document.name(), Types.VARCHAR)
                .param("type", document == null ? null : document.mediaType(), Types.VARCHAR)
                .param("document", document == null ? null : document.bytes(), Types.BINARY);
    }

    /** Decides what is undecided; whether there was anything to decide. */
    boolean decide(int projectId, ApprovalRequest.State state) {
        return sql.sql("""
            UPDATE approval_requests SET state = :state
            WHERE project_id = :project AND state IN ('open', 'changes_asked')
            """)
                        .param("state", state.name().toLowerCase(Locale.ROOT))
                        .param("project", projectId)
                        .update()
                == 1;
    }

    void setApproved(int projectId, boolean approved, Instant now) {
        sql.sql("UPDATE projects SET approved = :approved, approved_at = :at WHERE id = :id")
                .param("approved", approved)
                .param("at", approved ? now : null, Types.TIMESTAMP)
                .param("id", projectId)
                .update();
        kept.changed(projectId);
    }

    Optional<ApprovalDocument> document(UUID requestId) {
        return sql.sql("""
            SELECT document_name AS name, document_type AS media_type, document AS bytes FROM approval_requests
            WHERE id = :id AND document IS NOT NULL
            """).param("id", requestId).query(DOCUMENT).optional();
    }

    void note(int projectId, UUID author, ApprovalEntry.Kind kind, String text, Instant now) {
        sql.sql("""
            INSERT INTO approval_entries (id, project_id, author_id, kind, text, at)
            VALUES (:id, :project, :author, :kind, :text, :now)
            """)
                .param("id", UuidV7.next())
                .param("project", projectId)
                .param("author", author)
                .param("kind", kind.name().toLowerCase(Locale.ROOT))
                .param("text", text)
                .param("now", now)
                .update();
    }

    /** The history of a project, oldest first. */
    List<ApprovalEntry> history(int projectId) {
        return sql.sql("SELECT * FROM approval_entries WHERE project_id = :project ORDER BY id LIMIT 1000")
                .param("project", projectId)
                .query(ENTRY)
                .list();
    }

    boolean hasHistory(int projectId) {
        return sql.sql("SELECT EXISTS (SELECT 1 FROM approval_entries WHERE project_id = :project)")
                .param("project", projectId)
                .query(Boolean.class)
                .single();
    }

    /** How many comments this member wrote since then, anywhere. */
    int comments(UUID author, Instant since) {
        return sql.sql("""
            SELECT count(*) FROM approval_entries WHERE author_id = :author AND at > :since AND kind = 'comment'
            """)
                .param("author", author)
                .param("since", since)
                .query(Integer.class)
                .single();
    }
}
