package vouchsafe.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {
    @Test
    void the_body_is_written_letter_by_letter_as_Open_Humans_writes_it() {
        assertThat(WebhookEvent.deauthorization("45644176", true, Instant.parse("2026-11-21T16:11:13.293065Z"))
                        .body())
                .isEqualTo("{\"project_member_id\": \"45644176\", \"erasure_requested\": true, \"timestamp\":"
                        + " \"2026-11-21T16:11:13.293065+00:00\"}");
        assertThat(WebhookEvent.deauthorization("45644176", false, Instant.parse("2020-06-30T20:00:00Z"))
                        .body())
                .isEqualTo("{\"project_member_id\": \"45644176\", \"erasure_requested\": false, \"timestamp\":"
                        + " \"2020-06-30T20:00:00.000000+00:00\"}");
    }

    @Test
    void nothing_but_an_id_gets_into_the_body() {
        assertThatThrownBy(() -> WebhookEvent.deauthorization("1\"", false, Instant.EPOCH))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_old_signature_is_the_one_Open_Humans_makes() {
        byte[] body = WebhookEvent.deauthorization("12345678", true, Instant.parse("2020-06-30T20:00:00Z"))
                .body()
                .getBytes(UTF_8);
        assertThat(WebhookSignature.sha1("abcdefghijklmnop".getBytes(UTF_8), body))
                .isEqualTo("sha1=ebda5c0a38593a4350ad8401b7d8c8f1cd08ec67");
    }

    @Test
    void PT_06_the_new_signature_covers_id_and_time() {
        // The published test vector of Standard Webhooks.
        byte[] secret = Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        byte[] body = "{\"test\": 2432232314}".getBytes(UTF_8);
        assertThat(WebhookSignature.standard(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }
}
