package vouchsafe.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import vouchsafe.crypto.PublicKeys;

/** No byte of an export can be another one, be absent or be added without being seen. */
class AuditVerificationPropertyTest {
    private static final byte[] FILE = file();
    private static final PublicKeys KEYS = OwnAuditLog.published();

    private static byte[] file() {
        try (OwnAuditLog own = new OwnAuditLog()) {
            Instant begin = Instant.parse("2026-03-01T00:00:00Z");
            own.record(begin, Duration.ofMinutes(1), 250, "signin.completed", "é");
            own.seals.seal(Instant.now());
            return own.export(AuditFilter.between(null, begin.plus(Duration.ofDays(1))), AuditExport.Format.JSON)
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    private static long lineAt(int place) {
        long line = 1;
        for (int each = 0; each < place; each++) {
            line += FILE[each] == '\n' ? 1 : 0;
        }
        return line;
    }

    @Property(tries = 500)
    void a_byte_that_is_another_is_found(
            @ForAll @IntRange(min = 0) int seed, @ForAll @IntRange(min = 1, max = 255) int by) {
        int place = Math.floorMod(seed * 31L, FILE.length);
        byte[] changed = FILE.clone();
        changed[place] ^= (byte) by;
        found(changed, place);
    }

    /** The ends of signatures, where base64url has bits that mean nothing. */
    @Property(tries = 150)
    void a_byte_of_a_signature_that_is_another_is_found(
            @ForAll @IntRange(max = 90) int back, @ForAll @IntRange(min = 1, max = 255) int by) {
        int place = FILE.length - 2 - back;
        byte[] changed = FILE.clone();
        changed[place] ^= (byte) by;
        found(changed, place);
    }

    @Property(tries = 150)
    void a_byte_that_is_absent_is_found(@ForAll @IntRange(min = 0) int seed) {
        int place = Math.floorMod(seed * 31L, FILE.length);
        byte[] shorter = new byte[FILE.length - 1];
        System.arraycopy(FILE, 0, shorter, 0, place);
        System.arraycopy(FILE, place + 1, shorter, place, FILE.length - place - 1);
        found(shorter, place);
    }

    @Property(tries = 150)
    void a_byte_that_is_added_is_found(@ForAll @IntRange(min = 0) int seed, @ForAll byte added) {
        int place = Math.floorMod(seed * 31L, FILE.length);
        byte[] longer = new byte[FILE.length + 1];
        System.arraycopy(FILE, 0, longer, 0, place);
        longer[place] = added;
        System.arraycopy(FILE, place, longer, place + 1, FILE.length - place);
        found(longer, place);
    }

    @Property(tries = 150)
    void a_file_that_ends_anywhere_else_is_not_whole(@ForAll @IntRange(min = 0) int seed) {
        int length = Math.floorMod(seed * 31L, FILE.length);
        assertThat(OwnAuditLog.verify(Arrays.copyOf(FILE, length), Optional.empty()))
                .isNotInstanceOf(AuditVerification.Result.Whole.class);
        assertThat(OwnAuditLog.verify(Arrays.copyOf(FILE, length), Optional.of(KEYS)))
                .isNotInstanceOf(AuditVerification.Result.Whole.class);
    }

    private static void found(byte[] changed, int place) {
        AuditVerification.Result result = OwnAuditLog.verify(changed, Optional.of(KEYS));
        if (result instanceof AuditVerification.Result.Wrong wrong) {
            // A line that became two, or two that became one, may be told by the signature after them.
            assertThat(wrong.line()).as(wrong.why()).isBetween(Math.max(1, lineAt(place)), lineAt(place) + 1);
        } else {
            assertThat(result).isInstanceOf(AuditVerification.Result.Cut.class);
        }
        assertThat(OwnAuditLog.verify(changed, Optional.empty())).isNotInstanceOf(AuditVerification.Result.Whole.class);
    }
}
