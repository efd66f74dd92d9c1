package vouchsafe.portal.mydata;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vouchsafe.annotations.AnnotationRead;
import vouchsafe.annotations.ReadWay;
import vouchsafe.files.FileRead;
import vouchsafe.web.Times;

/**
 * A line of the ledger, for the member whose data was read.
 *
 * @param id the line's id; lines stand in the order of ids
 * @param at the time of the read; for annotations of the first one of the hour
 * @param reader the reader: the name of an app, "you" or "anyone"
 * @param source the source: the name of a project, or that the member wrote it
 * @param permission the permission for the read, in words
 * @param grantId the connection that permitted the read; null where there was none
 * @param connectionPath path of the page about that connection; empty where there is none
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

    /** The object of the read. */
    public sealed interface What {
        /** The object in a few words. */
        String words();

        /** A remark about it; may be empty. */
        String remark();

        /** A file that was read. */
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
