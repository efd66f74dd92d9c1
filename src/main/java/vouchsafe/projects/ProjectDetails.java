package vouchsafe.projects;

import java.util.List;
import vouchsafe.db.Column;

/**
 * A coordinator's description of a project, as its form has it. Made by {@link ProjectForm}, so every value obeys its
 * rule; texts that may be left out are empty. Redirect URLs, PKCE and secrets belong to the project's client.
 *
 * <p>A component of a part is a column of the project's row and a field of its form, and all three have one name.
 *
 * @param about who runs it and what for
 * @param permissions the permissions that it asks for
 * @param listing how it is listed, and whether members can join
 * @param addresses where people read about it, write to it, and start
 * @param leaving what happens when a member leaves
 * @param onSite the part of a project whose members join on this server's own pages
 */
public record ProjectDetails(
        About about,
        RequestedPermissions permissions,
        Listing listing,
        Addresses addresses,
        Leaving leaving,
        OnSite onSite) {

    /**
     * What a project says about itself while it asks. Members agree to it, so a change makes a new version.
     *
     * @param study research with people, which needs an ethics review; otherwise an activity
     * @param name how the project is listed, at most 100 characters
     * @param leader leaders or principal investigators, at most 100 characters
     * @param organization institution, at most 100 characters, may be empty
     * @param shortDescription what it is for: plain text, at most 140 characters
     * @param returnedDataDescription what it adds to accounts, at most 140 characters; not empty makes the project a
     *     possible source
     */
    public record About(
            @Column("is_study") boolean study,
            String name,
            String leader,
            String organization,
            String shortDescription,
            String returnedDataDescription) {}

    /**
     * The permissions that a project asks for. Members agree to them, so a change makes a new version.
     *
     * @param sources ids of the projects whose data it asks for, ascending
     * @param usernameAccess whether it asks for usernames
     * @param messagePermission whether it asks to send messages
     */
    public record RequestedPermissions(
            @Column("requested_sources") List<Integer> sources,
            @Column("request_username_access") boolean usernameAccess,
            @Column("request_message_permission") boolean messagePermission) {

        /** Keeps the sources in one order, so that equal requests are equal values. */
        public RequestedPermissions {
            sources = sources.stream().sorted().distinct().toList();
        }

        /** Whether this asks for nothing that the other does not ask for. */
        boolean within(RequestedPermissions other, boolean otherSources) {
            return (otherSources || other.sources.containsAll(sources))
                    && (other.usernameAccess || !usernameAccess)
                    && (other.messagePermission || !messagePermission);
        }
    }

    /**
     * How a project is listed.
     *
     * @param academicOrNonprofit whether it is marked as academic or non-profit
     * @param addData whether to list it where members look for data to add
     * @param exploreShare whether to list it where members look for projects to share with
     * @param longDescription Markdown, at most 1000 characters
     * @param active whether members can join
     */
    public record Listing(
            @Column("is_academic_or_nonprofit") boolean academicOrNonprofit,
            boolean addData,
            boolean exploreShare,
            String longDescription,
            boolean active) {}

    /**
     * Addresses of a project, of http or https but for the first.
     *
     * @param contactEmail shown to members; reply-to of messages
     * @param infoUrl where members learn more
     * @param joglPage its page at Just One Giant Lab, may be empty
     * @param enrollmentUrl where interested members start; empty for an on-site project
     * @param termsUrl the terms of use; empty for an on-site project
     */
    public record Addresses(
            String contactEmail, String infoUrl, String joglPage, String enrollmentUrl, String termsUrl) {}

    /**
     * What happens when a member leaves.
     *
     * @param erasureSupported whether members who leave may ask the project to delete their data
     * @param deauthEmailNotification whether a withdrawal is mailed to the contact address
     * @param deauthWebhook http or https URL told of withdrawals, may be empty
     */
    public record Leaving(boolean erasureSupported, boolean deauthEmailNotification, String deauthWebhook) {}

    /**
     * The part of an on-site project; empty for others.
     *
     * @param consentText Markdown that members agree to, so a change makes a new version
     * @param postSharingUrl http or https URL where members go after they joined, may be empty
     */
    public record OnSite(String consentText, String postSharingUrl) {}

    /** The part that members agree to: what is asked of them, and what the project says about itself while asking. */
    public Requested requested(boolean allSources) {
        return new Requested(permissions, allSources, about, onSite.consentText());
    }

    /** The same details asking for something else. */
    public ProjectDetails asking(Requested requested) {
        return new ProjectDetails(
                requested.about(),
                requested.permissions(),
                listing,
                addresses,
                leaving,
                new OnSite(requested.consentText(), onSite.postSharingUrl()));
    }
}
