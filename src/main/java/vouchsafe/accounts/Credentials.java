package vouchsafe.accounts;

import java.util.UUID;

/**
 * Whom a request acts for, and under which of their credentials: a stamp that is raised whenever everything begun under
 * those before must end. What begins under replaced credentials comes to nothing (see {@link Standings}).
 */
public record Credentials(UUID memberId, int stamp) {}
