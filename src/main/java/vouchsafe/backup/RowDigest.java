package vouchsafe.backup;

import java.security.MessageDigest;
import java.util.HexFormat;

/** A digest over rows that is the same in whatever order they come: the sum of their SHA-256 as numbers, modulo 2^256. */
final class RowDigest {
    private final MessageDigest sha256 = Sha256.digest();
    private final byte[] sum = new byte[32];
    private long rows;

    void add(byte[] row) {
        byte[] digest = sha256.digest(row);
        int carry = 0;
        for (int i = sum.length - 1; i >= 0; i--) {
            int added = (sum[i] & 0xff) + (digest[i] & 0xff) + carry;
            sum[i] = (byte) added;
            carry = added >> 8;
        }
        rows++;
    }

    Summary.Rows of(String table) {
        return new Summary.Rows(table, rows, HexFormat.of().formatHex(sum));
    }
}
