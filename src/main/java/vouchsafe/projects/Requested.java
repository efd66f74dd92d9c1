package vouchsafe.projects;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * The request that members are asked to agree to: the permissions, who wants them, and for what. Each change of this
 * makes a new version of the project; everything else about a project may change without asking anyone.
 *
 * <p>As JSON, in versions and receipts, it is one object without parts.
 *
 * @param permissions the permissions asked for
 * @param allSources whether data of every source is asked for (set by administrators only)
 * @param about who asks, and what for
 * @param consentText Markdown that members of an on-site project agree to; empty for others
 */
public record Requested(
        @JsonUnwrapped ProjectDetails.RequestedPermissions permissions,
        boolean allSources,
        @JsonUnwrapped ProjectDetails.About about,
        String consentText) {

    /** Whether this asks for nothing that the other does not ask for, and says the same about itself. */
    boolean onlyNarrows(Requested other) {
        return (other.allSources || !allSources)
                && permissions.within(other.permissions, other.allSources)
                && about.equals(other.about)
                && consentText.equals(other.consentText);
    }
}
