package vouchsafe.consent;

import java.util.Map;
import vouchsafe.grants.Receipt;

/**
 * A receipt that others can check.
 *
 * @param receipt the record made at the time of the event
 * @param statement the signed statement, as a JSON object
 * @param jws the statement with its signature, in the compact form of RFC 7515
 */
public record SignedReceipt(Receipt receipt, Map<String, Object> statement, String jws) {

    /** The document for a person to keep: the statement for reading, and its signed form, which alone counts. */
    public Map<String, Object> document() {
        return Map.of("receipt", statement, "jws", jws);
    }
}
