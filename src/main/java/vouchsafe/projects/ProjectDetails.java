package vouchsafe.projects;

import java.util.List;

/**
 * A coordinator's description of a project, as its form has it. Made by {@link ProjectForm}, so every value obeys its
 * rule; texts that may be left out are empty. Redirect URLs, PKCE and secrets belong to the project's client.
 *
 * @param study research with people, which needs an ethics review; otherwise an activity
 * @param name how the project is listed, at most 100 characters
 * @param leader leaders or principal investigators, at most 100 characters
 * @param organization institution, at most 100 characters, may be empty
 * @param academicOrNonprofit affects how the project is listed
 * @param addData whether to list it where members look for data to add
 * @param exploreShare whether to list it where members look for projects to share with
 * @param contactEmail shown to members; reply-to of messages
 * @param infoUrl http or https URL where members learn more
 * @param shortDescription plain text, at most 140 characters
 * @param longDescription Markdown, at most 1000 characters
 * @param returnedDataDescription what the project adds to accounts, at most 140 characters; not empty makes the project
 *     a possible source
 * @param active whether members can join
 * @param requestUsernameAccess whether it asks for usernames
 * @param requestMessagePermission whether it asks to send messages
 * @param erasureSupported whether members who leave may ask it to delete their data
 * @param deauthEmailNotification whether a withdrawal is mailed to the contact address
 * @param requestedSources ids of the projects whose data it asks for, ascending
 * @param joglPage optional http or https URL
 * @param enrollmentUrl http or https URL where interested members start
 * @param termsUrl http or https URL of the terms of use
 * @param deauthWebhook http or https URL told of withdrawals, may be empty
 * @param consentText of an on-site project: Markdown that members agree to; else empty
 * @param postSharingUrl of an on-site project: where members go after they joined, may be empty; else empty
 */
public record ProjectDetails(
        boolean study,
        String name,
        String leader,
        String organization,
        boolean academicOrNonprofit,
        boolean addData,
        boolean exploreShare,
        String contactEmail,
        String infoUrl,
        String shortDescription,
        String longDescription,
        String returnedDataDescription,
        boolean active,
        boolean requestUsernameAccess,
        boolean requestMessagePermission,
        boolean erasureSupported,
        boolean deauthEmailNotification,
        List<Integer> requestedSources,
        String joglPage,
        String enrollmentUrl,
        String termsUrl,
        String deauthWebhook,
        String consentText,
        String postSharingUrl) {

    /** Keeps the sources in one order, so that equal requests are equal values. */
    public ProjectDetails {
        requestedSources = requestedSources.stream().sorted().distinct().toList();
    }

    /** The part that members agree to: what is asked of them, and what the project says about itself while asking. */
    public Requested requested(boolean allSources) {
        return new Requested(
                requestedSources,
                allSources,
                requestUsernameAccess,
                requestMessagePermission,
                study,
                name,
                leader,
                organization,
                shortDescription,
                returnedDataDescription,
                consentText);
    }

    /** The same details asking for something else. */
    public ProjectDetails asking(Requested requested) {
        return new ProjectDetails(
                requested.study(),
                requested.name(),
                requested.leader(),
                requested.organization(),
                academicOrNonprofit,
                addData,
                exploreShare,
                contactEmail,
                infoUrl,
                requested.shortDescription(),
                longDescription,
                requested.returnedDataDescription(),
                active,
                requested.usernameAccess(),
                requested.messagePermission(),
                erasureSupported,
                deauthEmailNotification,
                requested.sources(),
                joglPage,
                enrollmentUrl,
                termsUrl,
                deauthWebhook,
                requested.consentText(),
                postSharingUrl);
    }
}
