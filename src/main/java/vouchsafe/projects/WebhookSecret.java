package vouchsafe.projects;

import java.nio.charset.StandardCharsets;
import vouchsafe.crypto.RandomText;

/** The secret a project's webhook deliveries are signed with, 16 to 64 characters; never printed. */
public final class WebhookSecret {
    private final String value;

    WebhookSecret(String value) {
        this.value = value;
    }

    /** A new one, which cannot be guessed. */
    static WebhookSecret random() {
        return new WebhookSecret(RandomText.alphanumeric(32));
    }

    /** The text itself, to show it once. */
    public String reveal() {
        return value;
    }

    static WebhookSecret of(byte[] bytes) {
        return new WebhookSecret(new String(bytes, StandardCharsets.UTF_8));
    }

    /** The secret's bytes, the key of the signatures. */
    public byte[] bytes() {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "WebhookSecret[hidden]";
    }
}
