package vouchsafe.consent;

import vouchsafe.grants.Grant;
import vouchsafe.projects.Project;

/** The outcome of a member's "yes" to an on-site project. */
public sealed interface OnSiteJoined permits OnSiteJoined.Yes, NotJoined {
    /** The member shares with the project now. */
    record Yes(Grant grant, Project project) implements OnSiteJoined {}
}
