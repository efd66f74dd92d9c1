package vouchsafe.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import vouchsafe.TestServer;

/** A seal says what was sealed, and nothing that differs from it in any way is a seal. */
class SealsPropertyTest {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private final Seals seals = TestServer.shared().bean(Seals.class);

    @Provide
    Arbitrary<Seal> statements() {
        Arbitrary<UUID> ids =
                Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(UUID::new);
        return Combinators.combine(
                        Arbitraries.of(SealKind.class),
                        ids,
                        Arbitraries.integers(),
                        Arbitraries.longs().between(0, 0xFFFF_FFFFL),
                        Arbitraries.integers())
                .as((kind, id, generation, second, extra) ->
                        new Seal(kind, id, generation, second, kind == SealKind.NARROWED_ACCESS ? extra : 0));
    }

    @Property(tries = 500)
    void what_is_sealed_is_read_again(@ForAll("statements") Seal seal) {
        assertThat(seals.open(seal.kind(), seals.seal(seal))).contains(seal);
        assertThat(seals.seal(seal)).isEqualTo(seals.seal(seal));
    }

    @Property(tries = 200)
    void a_seal_of_one_kind_is_none_of_another(@ForAll("statements") Seal seal, @ForAll SealKind other) {
        if (other != seal.kind()) {
            String text = seals.seal(seal);
            String bare = text.substring(seal.kind().prefix().length());
            assertThat(seals.open(other, text)).isEmpty();
            assertThat(seals.open(other, other.prefix() + bare)).isEmpty();
        }
    }

    @Property(tries = 500)
    void a_changed_character_breaks_it(
            @ForAll("statements") Seal seal, @ForAll @IntRange(max = 70) int at, @ForAll @IntRange(max = 63) int to) {
        String text = seals.seal(seal);
        int where = at % text.length();
        String changed = text.substring(0, where) + ALPHABET.charAt(to) + text.substring(where + 1);
        if (!changed.equals(text)) {
            assertThat(seals.open(seal.kind(), changed)).isEmpty();
        }
    }

    @Property(tries = 200)
    void a_shorter_or_longer_text_is_none(
            @ForAll("statements") Seal seal, @ForAll @IntRange(max = 70) int cut, @ForAll String junk) {
        String text = seals.seal(seal);
        int where = cut % text.length();
        assertThat(seals.open(seal.kind(), text.substring(0, where))).isEmpty();
        assertThat(seals.open(seal.kind(), text.substring(text.length() - where)))
                .isEmpty();
        if (!junk.isEmpty()) {
            assertThat(seals.open(seal.kind(), text + junk)).isEmpty();
            assertThat(seals.open(seal.kind(), junk + text)).isEmpty();
        }
    }

    @Property(tries = 500)
    void no_text_whatever_throws(@ForAll String text, @ForAll SealKind kind) {
        assertThat(seals.open(kind, text)).isEmpty();
        assertThat(seals.verifies(kind, text, text)).isFalse();
    }

    @Property(tries = 200)
    void a_check_value_is_for_its_text_and_kind(
            @ForAll String text, @ForAll String other, @ForAll SealKind kind, @ForAll SealKind otherKind) {
        String signature = seals.sign(kind, text);
        assertThat(seals.verifies(kind, text, signature)).isTrue();
        assertThat(seals.verifies(kind, other, signature)).isEqualTo(other.equals(text));
        assertThat(seals.verifies(otherKind, text, signature)).isEqualTo(otherKind == kind);
    }
}
