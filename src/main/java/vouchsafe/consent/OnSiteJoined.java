package vouchsafe.consent;

import vouchsafe.grants.Grant;
import vouchsafe.projects.Project;

/** The outcome of a member's "yes" to an on-site project. */
public sealed interface OnSiteJoined {
    /** The member shares with the project now. */
    record Yes(Grant grant, Project project) implements OnSiteJoined {}

    /** The project takes no new members. */
    record NotActive(Project project) implements OnSiteJoined {}

    /** The project is in development and has as many members as it may have. */
    record Full(Project project, int cap) implements OnSiteJoined {}

    /** The project's request changed since the member read it, and must be shown again. */
    record Changed() implements OnSiteJoined {}
}
