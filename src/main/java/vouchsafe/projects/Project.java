package vouchsafe.projects;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vouchsafe.grants.SourceLabel;

/**
 * A data request project as stored.
 *
 * @param id number on the wire
 * @param clientRowId row id of its OAuth client
 * @param kind where its members consent
 * @param slug its name in paths; stays when the name changes
 * @param coordinatorId the member who runs it
 * @param details its coordinator's description of it; for requested things, what is in effect now
 * @param allSourcesAccess whether it asks for the data of every source; set by administrators
 * @param approved whether reviewers approved it, which lists it and lifts the cap
 * @param approvedAt since when, or null
 * @param version counts changes of what members are asked for, from 1
 * @param webhookSecretSet whether webhook deliveries are signed
 * @param masterTokenExpiresAt until when the master token works, or null where there is none
 * @param masterTokenNeverExpires whether an administrator exempted it from expiry
 * @param badgeDigest names the badge image's content, or null where there is none
 * @param pausedAt since when nothing of it works because it has no coordinator who may run it, or null
 * @param closedAt since when it is closed for good, or null
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
        @Nullable Instant pausedAt,
        @Nullable Instant closedAt,
        Instant createdAt,
        Instant updatedAt) {

    /** The project as a data source on the wire: {@code direct-sharing-12}. */
    public String sourceLabel() {
        return SourceLabel.of(id);
    }

    /** The name it is listed with. */
    public String name() {
        return details.about().name();
    }

    /** Whether members can join. */
    public boolean active() {
        return details.listing().active() && running();
    }

    /** Whether anything of it works: not while it is paused, and not once it is closed. */
    public boolean running() {
        return pausedAt == null && closedAt == null;
    }

    /** Whether members join on this server's own pages, not through an app. */
    public boolean onSite() {
        return kind == ProjectKind.ON_SITE;
    }

    /** The address at which joining begins: a path here for an on-site project, else a URL of the project's site. */
    public String enrollment() {
        return onSite() ? joinPath() : details.addresses().enrollmentUrl();
    }

    /** Path of the page on which an on-site project asks for consent. */
    public String joinPath() {
        return "/direct-sharing/projects/on-site/join/" + slug + "/";
    }

    /** Path of the page on which members of an on-site project decide what it may do. */
    public String onSiteAuthorizePath() {
        return "/direct-sharing/projects/on-site/authorize/" + slug + "/";
    }

    /** The request that members are asked to agree to now. */
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

    /** Path of the form that changes it. */
    public String updatePath() {
        return "/direct-sharing/projects/" + kind.word() + "/update/" + slug + "/";
    }

    /** Path of its badge image, which names its content; empty where it has none. */
    public String badgePath() {
        return badgeDigest == null ? "" : "/direct-sharing/badges/" + id + ".png?v=" + badgeDigest;
    }
}
