package vouchsafe.operation;

/**
 * This server among those on its database.
 *
 * @param name of its machine
 * @param version of the program
 * @param java version of what runs it
 */
public record ThisNode(String name, String version, String java) {}
