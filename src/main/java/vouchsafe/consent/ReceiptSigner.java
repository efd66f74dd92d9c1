package vouchsafe.consent;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.crypto.SigningKeys;
import vouchsafe.grants.Receipt;
import vouchsafe.web.PublicAddress;

/** Signs statements about receipts in this server's name. */
final class ReceiptSigner {
    private final SigningKeys keys;
    private final PublicAddress address;
    private final JsonMapper json;
    private final InstantSource clock;

    ReceiptSigner(SigningKeys keys, PublicAddress address, JsonMapper json, InstantSource clock) {
        this.keys = keys;
        this.address = address;
        this.json = json;
        this.clock = clock;
    }

    /** The address of the public keys. */
    String keysUrl() {
        return address.url(SignedReceipts.KEYS);
    }

    /** Signs this now, after who signs, when, and where the keys are. */
    SignedReceipt sign(Receipt receipt, Map<String, Object> about) {
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("iss", address.issuer());
        statement.put("iat", clock.instant().getEpochSecond());
        statement.put("keys", keysUrl());
        statement.putAll(about);
        return new SignedReceipt(
                receipt, statement, keys.sign(SignedReceipts.TYPE, json.writeValueAsString(statement)));
    }
}
