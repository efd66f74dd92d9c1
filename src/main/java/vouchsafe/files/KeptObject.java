package vouchsafe.files;

/**
 * An object in storage as the rows of one moment know it.
 *
 * @param size bytes
 * @param sha256 64 characters of [0-9a-f]
 */
public record KeptObject(StorageKey key, long size, String sha256) {}
