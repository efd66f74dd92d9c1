package vouchsafe.projects;

import java.util.List;

/**
 * The request that members are asked to agree to: the permissions, who wants them, and for what. Each change of this
 * makes a new version of the project; everything else about a project may change without asking anyone.
 *
 * @param sources ids of the projects whose data is asked for, ascending
 * @param allSources whether data of every source is asked for (set by administrators only)
 * @param usernameAccess whether usernames are asked for
 * @param messagePermission whether permission to send messages is asked for
 * @param study study, or activity
 * @param name name of the project
 * @param leader the person who leads it
 * @param organization institution, may be empty
 * @param shortDescription what it is for
 * @param returnedDataDescription what it adds to accounts, may be empty
 * @param consentText Markdown that members of an on-site project agree to; empty for others
 */
public record Requested(
        List<Integer> sources,
        boolean allSources,
        boolean usernameAccess,
        boolean messagePermission,
        boolean study,
        String name,
        String leader,
        String organization,
        String shortDescription,
        String returnedDataDescription,
        String consentText) {

    /** Keeps a copy of the sources. */
    public Requested {
        sources = List.copyOf(sources);
    }

    /** Whether this asks for nothing that the other does not ask for, and says the same about itself. */
    boolean onlyNarrows(Requested other) {
        return (other.allSources || (!allSources && other.sources.containsAll(sources)))
                && (other.usernameAccess || !usernameAccess)
                && (other.messagePermission || !messagePermission)
                && purpose().equals(other.purpose());
    }

    private List<Object> purpose() {
        return List.of(study, name, leader, organization, shortDescription, returnedDataDescription, consentText);
    }
}
