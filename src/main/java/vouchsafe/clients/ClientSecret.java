package vouchsafe.clients;

import java.nio.charset.StandardCharsets;
import vouchsafe.crypto.Digests;
import vouchsafe.crypto.RandomText;

/** A client's password, in clear only here and once on a page. About 380 random bits, so SHA-256 without salt is enough. */
public final class ClientSecret {
    private static final int LENGTH = 64;

    private final String value;

    private ClientSecret(String value) {
        this.value = value;
    }

    static ClientSecret random() {
        return new ClientSecret(RandomText.alphanumeric(LENGTH));
    }

    byte[] hash() {
        return Digests.sha256(value);
    }

    byte[] bytes() {
        return value.getBytes(StandardCharsets.US_ASCII);
    }

    /** The text itself, to show to its owner. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "ClientSecret[hidden]";
    }
}
