package vouchsafe.accounts;

import java.util.UUID;

/**
 * The member a request acts for, and the stamp of the credentials it acts under. The stamp is raised whenever
 * everything begun under the credentials before must end; an act begun under replaced ones comes to nothing (see
 * {@link Standings}).
 */
public record Credentials(UUID memberId, int stamp) {}
