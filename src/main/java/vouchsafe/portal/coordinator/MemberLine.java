package vouchsafe.portal.coordinator;

import vouchsafe.grants.Grant;

/**
 * One member as their project's coordinator may see them.
 *
 * @param username empty where it is not shared
 * @param files the number of files that the project can read
 */
public record MemberLine(Grant grant, String username, long files) {}
