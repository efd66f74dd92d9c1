package vouchsafe.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One password in several Unicode forms (RFC 8265 section 4.2). */
class PasswordFormsTest {
    private static final HashingCost CHEAP = new HashingCost(64, 1);

    @Test
    void the_examples_of_the_rfc_are_as_it_says() {
        // RFC 8265 section 4.3, examples 4 to 7 of OpaqueString.
        assertThat(PasswordRules.unusable(new Password("correct horse battery staple")))
                .isEmpty();
        assertThat(PasswordRules.unusable(new Password("Correct Horse Battery Staple")))
                .isEmpty();
        assertThat(PasswordRules.unusable(new Password("πßåππßåπ"))).isEmpty();
        assertThat(PasswordRules.unusable(new Password("Jack of ♦s"))).isEmpty();
        assertThat(new Password("foo\u1680bar").prepared().clear()).isEqualTo("foo bar");
        assertThat(PasswordRules.unusable(new Password(""))).isPresent();
        assertThat(PasswordRules.unusable(new Password("my cat is a \tby")))
                .hasValueSatisfying(words -> assertThat(words).contains("U+0009"));
    }

    @ParameterizedTest
    @CsvSource({
        "cafe\u0301 au lait, caf\u00e9 au lait",
        "caf\u00e9\u00a0au\u3000lait, caf\u00e9 au lait",
        "\u1112\u1161\u11ab\u1100\u1173\u11af twelve, \ud55c\uae00 twelve",
        "A\u030angstro\u0308m \u212b, \u00c5ngstr\u00f6m \u00c5",
        "q\u0307\u0323 in either order, q\u0323\u0307 in either order",
    })
    void a_password_in_one_form_opens_what_was_set_in_the_other(String one, String other) {
        try (Passwords passwords = new Passwords(1, CHEAP)) {
            assertThat(one).isNotEqualTo(other);
            assertThat(PasswordRules.unusable(new Password(one))).isEmpty();
            assertThat(passwords.match(new Password(other), passwords.hash(new Password(one))))
                    .isEqualTo(Passwords.Match.SAME);
            assertThat(passwords.match(new Password(one), passwords.hash(new Password(other))))
                    .isEqualTo(Passwords.Match.SAME);
        }
    }

    /** Width, case and compatibility forms are part of a password. */
    @ParameterizedTest
    @CsvSource({"Correct horse, correct horse", "ｃorrect horse, correct horse", "ﬁve and six, five and six"})
    void what_looks_alike_only_is_another_password(String one, String other) {
        try (Passwords passwords = new Passwords(1, CHEAP)) {
            assertThat(passwords.matches(new Password(one), passwords.hash(new Password(other))))
                    .isFalse();
        }
    }

    @Test
    void a_hash_of_the_text_as_it_was_typed_still_opens_and_is_known_for_one() {
        String typed = "cafe\u0301\u00a0au lait";
        String hash = "{argon2id}" + new Argon2idEncoder(64, 1).encode(typed);
        try (Passwords passwords = new Passwords(1, CHEAP)) {
            assertThat(passwords.match(new Password(typed), hash)).isEqualTo(Passwords.Match.AS_TYPED);
            assertThat(passwords.match(new Password(typed + "x"), hash)).isEqualTo(Passwords.Match.NONE);
            assertThat(passwords.match(new Password(typed), null)).isEqualTo(Passwords.Match.NONE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tab\there and there",
                "zero\u200bwidth space",
                "mark\u200eof direction",
                "family \ud83d\udc69\u200d\ud83d\udc69 of two",
                "heart \u2764\ufe0f of colour",
                "private \ue000 use",
                "unassigned \u0378 yet",
                "half \ud800 of one",
                "nul \u0000 nul",
                "line\u2028separator",
                "jamo \u1100 alone",
                "middle \u00b7 dot",
                "both \u0661 and \u06f1",
            })
    void what_no_two_devices_type_alike_is_refused_by_name(String typed) {
        assertThat(PasswordRules.unusable(new Password(typed)))
                .hasValueSatisfying(words -> assertThat(words)
                        .matches("A password can't have the character U\\+[0-9A-F]{4,6}.*Leave it out\\."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "smileys \ud83d\ude00\ud83d\ude00",
                "क्\u200dष in hindi",
                "می\u200cخواهم ok",
                "col·lecció bona",
                "٣ bottles of wine",
                "カタ・カナ五六七八",
                "\u0301 alone at first",
                "＝1+1 is not two",
            })
    void words_of_all_scripts_may_be_passwords(String typed) {
        assertThat(PasswordRules.unusable(new Password(typed))).isEmpty();
    }

    @Test
    void the_length_is_counted_in_characters_of_the_form_that_is_hashed() {
        assertThat(PasswordRules.unusable(new Password("e\u0301".repeat(7)))).isPresent();
        assertThat(PasswordRules.unusable(new Password("e\u0301".repeat(8)))).isEmpty();
        assertThat(PasswordRules.unusable(new Password("\ud83d\ude00".repeat(7))))
                .isPresent();
        assertThat(PasswordRules.unusable(new Password("\ud83d\ude00".repeat(8))))
                .isEmpty();
        for (String character : List.of("a", "e\u0301", "\ud83d\ude00", "\u1112\u1161\u11ab")) {
            assertThat(PasswordRules.unusable(new Password(character.repeat(512))))
                    .isEmpty();
            assertThat(PasswordRules.unusable(new Password(character.repeat(513))))
                    .hasValueSatisfying(words -> assertThat(words).contains("512 characters"));
        }
        assertThat(PasswordRules.unusable(new Password("\u0323\u0307".repeat(1_000_000))))
                .isPresent();
    }

    @Property(tries = 300)
    void the_form_that_is_hashed_is_its_own_and_that_of_every_way_to_write_it(@ForAll String typed) {
        Password prepared = new Password(typed).prepared();
        assertThat(prepared.prepared().clear()).isEqualTo(prepared.clear());
        if (PasswordRules.unusable(new Password(typed)).isEmpty()) {
            String decomposed = Normalizer.normalize(typed, Normalizer.Form.NFD);
            assertThat(new Password(decomposed).prepared().clear()).isEqualTo(prepared.clear());
        }
    }
}
