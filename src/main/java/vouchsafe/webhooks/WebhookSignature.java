package vouchsafe.webhooks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The two signatures a signed delivery carries, both keyed with the bytes of the project's secret. */
final class WebhookSignature {
    private WebhookSignature() {}

    /** HMAC-SHA1 over the body, in hexadecimal, for older receivers that know no other. */
    static String sha1(byte[] secret, byte[] body) {
        return "sha1=" + HexFormat.of().formatHex(mac("HmacSHA1", secret, body));
    }

    /**
     * As Standard Webhooks 1.0 signs: HMAC-SHA256 over id, time and body, so that a receiver can tell a replay from a
     * retry.
     */
    static String standard(byte[] secret, String id, long seconds, byte[] body) {
        byte[] head = (id + "." + seconds + ".").getBytes(StandardCharsets.US_ASCII);
        return "v1," + Base64.getEncoder().encodeToString(mac("HmacSHA256", secret, head, body));
    }

    private static byte[] mac(String algorithm, byte[] secret, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret, algorithm));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has " + algorithm, missing);
        }
    }
}
