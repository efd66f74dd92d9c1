package vouchsafe.consent;

import vouchsafe.grants.Grant;
import vouchsafe.oauth.Secret;
import vouchsafe.projects.Project;

/** The outcome of a member's "yes". */
public sealed interface Joined {
    /** The member shares with the client now; the code is for its app. */
    record Yes(Grant grant, Secret code) implements Joined {}

    /** The project takes no new members. */
    record NotActive(Project project) implements Joined {}

    /** The project is in development and has as many members as it may have. */
    record Full(Project project, int cap) implements Joined {}

    /** The project's request changed since the member read it, and must be shown again. */
    record Changed() implements Joined {}
}
