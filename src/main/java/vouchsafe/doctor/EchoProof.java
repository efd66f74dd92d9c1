package vouchsafe.doctor;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import vouchsafe.crypto.Digests;
import vouchsafe.crypto.MasterKey;
import vouchsafe.crypto.RandomText;

/**
 * How a doctor and a server of one installation know each other, whatever stands between them: both have the master key. What
 * is sent is good for nothing but this, and is new each time.
 */
final class EchoProof {
    /** The header that asks. */
    static final String HEADER = "X-Vouchsafe-Doctor";

    private static final String ASKING = "doctor asks";
    private static final String ANSWERING = "doctor is answered";

    private final Supplier<MasterKey> key;

    /** @param key the master key, asked for each time: it can be changed while servers run */
    EchoProof(Supplier<MasterKey> key) {
        this.key = key;
    }

    static String nonce() {
        return RandomText.alphanumeric(24);
    }

    /** The value of the header. */
    String question(String nonce) {
        return nonce + "." + statement(ASKING, nonce);
    }

    /** The nonce of a question that a doctor of this installation asked; empty for a stranger's. */
    Optional<String> asked(String header) {
        int dot = header.indexOf('.');
        return dot < 1 || header.length() > 200
                ? Optional.empty()
                : Optional.of(header.substring(0, dot)).filter(nonce -> same(header, question(nonce)));
    }

    /** What the server says, to show that it is this one. */
    String answer(String nonce) {
        return statement(ANSWERING, nonce);
    }

    boolean answers(String nonce, String answer) {
        return same(answer, answer(nonce));
    }

    private String statement(String purpose, String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.get().stateFor(purpose, text));
    }

    private static boolean same(String one, String other) {
        return Digests.same(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
