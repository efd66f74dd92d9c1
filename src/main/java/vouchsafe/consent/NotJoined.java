package vouchsafe.consent;

import vouchsafe.projects.Project;

/** Why a member who agreed shares no more than before. */
public sealed interface NotJoined extends Joined, OnSiteJoined {
    /** The project takes no new members. */
    record NotActive(Project project) implements NotJoined {}

    /** The project is in development and has as many members as it may have. */
    record Full(Project project, int cap) implements NotJoined {}

    /** The project's request changed since the member read it, and must be shown again. */
    record Changed() implements NotJoined {}
}
