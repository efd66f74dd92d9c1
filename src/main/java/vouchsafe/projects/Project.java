package vouchsafe.projects;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A data request project as stored.
 *
 * @param id number on the wire
 * @param clientRowId row id of its OAuth client
 * @param kind where its members consent
 * @param slug its name in paths; stays when the name changes
 * @param coordinatorId the member who runs it
 * @param details what its coordinator says about it; for requested things, what is in effect now
 * @param allSourcesAccess whether it asks for the data of every source; set by administrators
 * @param approved whether reviewers approved it, which lists it and lifts the cap
 * @param approvedAt since when, or null
 * @param version counts changes of what members are asked for, from 1
 * @param webhookSecretSet whether webhook deliveries are signed
 * @param masterTokenExpiresAt until when the master token works, or null where there is none
 * @param masterTokenNeverExpires whether an administrator exempted it from expiry
 * @param badgeDigest names the badge image's content, or null where there is none
 */
public record Project(
        int id,
        UUID clientRowId,
        ProjectKind kind,
        String slug,
        UUID coordinatorId,
        ProjectDetails details,
        boolean allSourcesAccess,
        boolean approved,
        @Nullable Instant approvedAt,
        int version,
        boolean webhookSecretSet,
        @Nullable Instant masterTokenExpiresAt,
        boolean masterTokenNeverExpires,
        @Nullable String badgeDigest,
        Instant createdAt,
        Instant updatedAt) {

    /** The project as a data source on the wire: {@code direct-sharing-12}. */
    public String sourceLabel() {
        return "direct-sharing-" + id;
    }

    /** The name it is listed with. */
    public String name() {
        return details.name();
    }

    /** Whether members can join. */
    public boolean active() {
        return details.active();
    }

    /** What members are asked to agree to now. */
    public Requested requested() {
        return details.requested(allSourcesAccess);
    }

    /** Path of its page for everyone. */
    public String activityPath() {
        return "/activity/" + slug + "/";
    }

    /** Path of the public page of its approval. */
    public String reviewPath() {
        return activityPath() + "review/";
    }

    /** Path of its coordinator's page. */
    public String detailPath() {
        return "/direct-sharing/projects/" + kind.word() + "/" + slug + "/";
    }

    /** Path of its badge image, which names its content; empty where it has none. */
    public String badgePath() {
        return badgeDigest == null ? "" : "/direct-sharing/badges/" + id + ".png?v=" + badgeDigest;
    }
}
