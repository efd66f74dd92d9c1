package vouchsafe.files;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vouchsafe.grants.SourceLabel;

/**
 * A member's file, complete. Uploads that are not complete are no files.
 *
 * @param id number on the wire
 * @param projectId the project it came through, which is its data source
 * @param grantId the grant it came in under; null where that is gone
 * @param byMember whether the member uploaded it, not the project
 * @param basename its name for people; never used as a path
 * @param metadata JSON object with at least {@code description} and {@code tags}
 * @param datatypes ids of its data types
 * @param size bytes
 * @param sha256 64 hexadecimal digits
 * @param md5 32 hexadecimal digits
 * @param key where its bytes lie
 */
public record DataFile(
        long id,
        UUID memberId,
        int projectId,
        @Nullable UUID grantId,
        boolean byMember,
        String basename,
        String metadata,
        List<Integer> datatypes,
        long size,
        String sha256,
        String md5,
        StorageKey key,
        Instant createdAt) {

    /** Its data source on the wire: {@code direct-sharing-12}. */
    public String source() {
        return SourceLabel.of(projectId);
    }
}
