package vouchsafe.db;

/**
 * How statements compare with several keys at once. PostgreSQL sees how long a bare array parameter is, takes each length
 * for a reason to plan the statement anew, and planning costs it more than finding the rows. Behind a sub-select the array
 * is opaque: the plan is made once for each connection and kept. See {@code docs/decisions/planned-once.md}.
 */
public final class SqlArrays {
    /** What stands after {@code column =}; the parameter {@code ids} is a {@code UUID[]}. */
    public static final String UUIDS = "ANY ((SELECT :ids)::uuid[])";

    private SqlArrays() {}
}
