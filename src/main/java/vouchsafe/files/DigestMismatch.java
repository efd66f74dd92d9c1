package vouchsafe.files;

/**
 * Bytes are not those that their metadata announced.
 *
 * @param algorithm the digest that differs: {@code MD5} or {@code SHA-256}
 * @param received that digest of the bytes that came, in hexadecimal
 */
public record DigestMismatch(String algorithm, String received) {}
