package vouchsafe.projects;

import java.io.IOException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.crypto.Digests;

/** The badge images of projects: square PNG pictures that pages show round. */
public final class Badges {
    private final JdbcClient sql;
    private final KeptProjects kept;
    private final InstantSource clock;
    private final PictureThreads threads;

    Badges(JdbcClient sql, KeptProjects kept, InstantSource clock, PictureThreads threads) {
        this.sql = sql;
        this.kept = kept;
        this.clock = clock;
        this.threads = threads;
    }

    /** Where the bytes of an upload are. */
    public interface Source {
        /** All of them; called when they are wanted, since others may have to be decoded first. */
        byte[] read() throws IOException;
    }

    /** The outcome of an upload. */
    public sealed interface Upload {
        /** An image, ready to be stored. */
        final class Image implements Upload {
            private final byte[] png;

            Image(byte[] png) {
                this.png = png;
            }
        }

        /** No image we take; the message says why. */
        record Refused(String why) implements Upload {}
    }

    /** Decodes an upload; nothing is stored yet. May take its turn among others, and is refused when that would take long. */
    public Upload check(Source upload) {
        return threads.run(() -> check(BadgeImage.read(upload.read())))
                .orElseGet(() -> new Upload.Refused(
                        "Many images are being read just now. Choose the file again and save in a minute."));
    }

    private static Upload check(BadgeImage.Result result) {
        return switch (result) {
            case BadgeImage.Result.Png(byte[] bytes) -> new Upload.Image(bytes);
            case BadgeImage.Result.Refused(String why) -> new Upload.Refused(why);
        };
    }

    /** Makes this the badge of the project. */
    public void store(int projectId, Upload.Image image) {
        sql.sql("""
            INSERT INTO project_badges (project_id, png, digest, created_at) VALUES (:project, :png, :digest, :now)
            ON CONFLICT (project_id) DO UPDATE SET png = :png, digest = :digest, created_at = :now
            """)
                .param("project", projectId)
                .param("png", image.png)
                .param("digest", HexFormat.of().formatHex(Digests.sha256(image.png), 0, 8))
                .param("now", clock.instant())
                .update();
        kept.changed(projectId);
    }

    /** Takes the badge away. */
    public void clear(int projectId) {
        sql.sql("DELETE FROM project_badges WHERE project_id = :project")
                .param("project", projectId)
                .update();
        kept.changed(projectId);
    }

    /** The PNG of a project's badge. */
    public Optional<byte[]> png(int projectId) {
        return sql.sql("SELECT png FROM project_badges WHERE project_id = :project")
                .param("project", projectId)
                .query(byte[].class)
                .optional();
    }
}
