package vouchsafe.projects;

import vouchsafe.crypto.Digests;
import vouchsafe.crypto.RandomText;

/** The token with which a project reads what its members share; 64 characters of [A-Za-z0-9], stored as a hash only. */
public final class MasterToken {
    private final String value;

    private MasterToken(String value) {
        this.value = value;
    }

    static MasterToken generate() {
        return new MasterToken(RandomText.alphanumeric(MasterTokens.LENGTH));
    }

    static byte[] hash(String value) {
        return Digests.sha256(value);
    }

    byte[] hash() {
        return hash(value);
    }

    /** The token itself, for showing it once. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "MasterToken[hidden]";
    }
}
