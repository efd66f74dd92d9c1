package vouchsafe.accounts;

import java.text.Normalizer;

/**
 * A password in clear, on its way to be hashed or checked. The same password can be typed as different characters: a Mac
 * writes é as two, a phone as one, and some keyboards write a space that is none of ASCII. So what is hashed is the one form
 * of RFC 8265 section 4.2 (OpaqueString).
 *
 * @param clear the characters as typed
 */
public record Password(String clear) {
    /** Far above any passphrase, however it is written: a megabyte of text is neither normalised nor hashed. */
    private static final int LONGEST_TYPED = 4_096;

    /** Whether this is longer than any password can be, and so is the password of no member. */
    boolean endless() {
        return clear.length() > LONGEST_TYPED;
    }

    /** The one form of it: every space an ASCII space, then NFC. Case and width are kept. */
    Password prepared() {
        if (endless()) {
            throw new IllegalStateException("a text of this length is no password");
        }
        StringBuilder spaced = new StringBuilder(clear.length());
        clear.codePoints()
                .map(each -> Character.getType(each) == Character.SPACE_SEPARATOR ? ' ' : each)
                .forEach(spaced::appendCodePoint);
        return new Password(Normalizer.normalize(spaced, Normalizer.Form.NFC));
    }

    /** Characters, as people count them when they type: code points. */
    int length() {
        return clear.codePointCount(0, clear.length());
    }

    @Override
    public String toString() {
        return "Password[hidden]";
    }
}
