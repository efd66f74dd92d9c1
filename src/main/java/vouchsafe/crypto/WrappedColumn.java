package vouchsafe.crypto;

/**
 * A column that holds what {@link KeyRing#wrap} made. The room that owns the table offers one as a bean, so that what lies there
 * is wrapped anew when the ring gets a new key, and is named when a key is lost.
 *
 * @param what its content, in the plural, for people
 * @param table name of the table
 * @param id name of its primary key, of one column
 * @param column name of the column; NULL where nothing is kept
 * @param withoutIt what is done about content that cannot be opened any more, and by whom
 */
public record WrappedColumn(String what, String table, String id, String column, String withoutIt) {}
