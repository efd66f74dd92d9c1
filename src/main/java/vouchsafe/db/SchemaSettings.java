package vouchsafe.db;

/**
 * What an operator decides about the schema.
 *
 * @param newer whether this server may start on the schema of a newer release, where that release says it can
 */
public record SchemaSettings(boolean newer) {}
