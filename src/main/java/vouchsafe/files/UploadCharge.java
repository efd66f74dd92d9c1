package vouchsafe.files;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whose room an upload takes.
 *
 * @param projectId the project that the file will be of
 * @param memberId the member whose file it will be; null where the form says so only after the file
 * @param access what the token belongs to that it comes with: a sign-in by an app, or the client of a master token; null
 *     where it comes from the member's browser
 */
public record UploadCharge(
        int projectId, @Nullable UUID memberId, @Nullable UUID access) {}
