package vouchsafe.files;

/**
 * Bytes that lie in storage and are no file yet.
 *
 * @param size how many
 * @param sha256 64 hexadecimal digits
 * @param md5 32 hexadecimal digits
 */
public record Received(StorageKey key, long size, String sha256, String md5) {}
