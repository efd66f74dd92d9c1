package vouchsafe.consent;

import java.util.Map;
import vouchsafe.grants.Receipt;

/**
 * A receipt that others can check.
 *
 * @param receipt what was noted when it happened
 * @param statement what is signed, as an object of JSON
 * @param jws the statement with its signature, in the compact form of RFC 7515
 */
public record SignedReceipt(Receipt receipt, Map<String, Object> statement, String jws) {

    /** The document a person keeps: the statement to read, and the signed one, which alone counts. */
    public Map<String, Object> document() {
        return Map.of("receipt", statement, "jws", jws);
    }
}
