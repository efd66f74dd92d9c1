package vouchsafe.db;

import java.nio.file.Path;

/**
 * The disk that this server writes to.
 *
 * @param folder a folder of that disk, which exists
 * @param rows whether the database lies there too, so that it is what needs the room
 * @param low bytes below which an operator is told
 * @param reserve bytes that are left to what must go on, such as refreshes
 */
public record DiskSettings(Path folder, boolean rows, long low, long reserve) {}
