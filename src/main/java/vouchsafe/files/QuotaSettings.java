package vouchsafe.files;

/**
 * How much anyone may store where administrators decided nothing else.
 *
 * @param member the files of one member, of all projects together
 * @param project the files that one project and its members put here, of all members together
 * @param tokenDay what comes with one token in a day
 */
public record QuotaSettings(Quota member, Quota project, Quota tokenDay) {}
