package vouchsafe.annotations;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The choices of members in the annotation client: a JSON object each, which only the client understands. */
public final class Preferences {
    private final JdbcClient sql;

    Preferences(JdbcClient sql) {
        this.sql = sql;
    }

    /** The member's choices as JSON. */
    public String of(UUID memberId) {
        return sql.sql("SELECT preferences FROM annotation_preferences WHERE member_id = :member")
                .param("member", memberId)
                .query(String.class)
                .optional()
                .orElse("{}");
    }

    /** Puts these choices over those made before. */
    public void merge(UUID memberId, String json) {
        sql.sql("""
            INSERT INTO annotation_preferences (member_id, preferences) VALUES (:member, :json::jsonb)
            ON CONFLICT (member_id) DO UPDATE SET preferences = annotation_preferences.preferences || EXCLUDED.preferences
            """).param("member", memberId).param("json", json).update();
    }
}
