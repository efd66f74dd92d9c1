package vouchsafe.portal.mydata;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vouchsafe.annotations.AnnotationRead;
import vouchsafe.annotations.ReadWay;
import vouchsafe.files.FileRead;
import vouchsafe.web.Times;

/**
 * A line of the ledger as the member whose data it is reads it.
 *
 * @param id of the line; lines stand in the order of these
 * @param at when it was read; for annotations when the first of the hour were
 * @param reader who read: the name of an app, "you" or "anyone"
 * @param source where it came from: the name of a project, or that the member wrote it
 * @param permission under which it was read, in words
 * @param grantId the connection it was read under; null where there was none
 * @param connectionPath of the page about that connection; empty where there is none
 */
public record LedgerLine(
        UUID id,
        Instant at,
        String reader,
        What what,
        String source,
        String permission,
        @Nullable UUID grantId,
        String connectionPath) {

    /** What was read. */
    public sealed interface What {
        /** It in a few words. */
        String words();

        /** What else there is to say; may be empty. */
        String remark();

        /** A file. */
        record File(FileRead read) implements What {
            @Override
            public String words() {
                return read.basename();
            }

            @Override
            public String remark() {
                return "";
            }
        }

        /** Annotations, counted by the hour. */
        record Annotations(AnnotationRead read) implements What {
            @Override
            public String words() {
                return read.annotations() + " of your annotations, "
                        + switch (read.way()) {
                            case SEARCH -> "by search";
                            case SINGLE -> "one by one";
                            case LIVE -> "as live news";
                        };
            }

            @Override
            public String remark() {
                return read.requests() == 1
                        ? ""
                        : "in " + read.requests() + (read.way() == ReadWay.LIVE ? " messages" : " answers")
                                + ", the last at " + Times.time(read.lastAt());
            }
        }
    }
}
