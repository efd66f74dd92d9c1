package vouchsafe.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;

class PasswordsTest {
    private static final String PASSWORD = "three green bottles";

    /** Whatever anybody types: the library's own encoder and ours read each other. */
    @Property(tries = 60)
    void the_hashes_of_spring_s_encoder_are_read_here_and_ours_there(
            @ForAll String typed,
            @ForAll @IntRange(min = 8, max = 200) int kibibytes,
            @ForAll @IntRange(min = 1, max = 3) int passes) {
        String password = "p" + wellFormed(typed);
        Argon2idEncoder ours = new Argon2idEncoder(kibibytes, passes);
        Argon2PasswordEncoder springs = new Argon2PasswordEncoder(16, 32, 1, kibibytes, passes);
        String here = ours.encode(password);
        String there = springs.encode(password);
        assertThat(springs.matches(password, here)).isTrue();
        assertThat(ours.matches(password, there)).isTrue();
        assertThat(ours.matches(password + "x", there)).isFalse();
        assertThat(springs.matches(password + "x", here)).isFalse();
        assertThat(here.replaceAll("\\$[^$]+\\$[^$]+$", "")).isEqualTo(there.replaceAll("\\$[^$]+\\$[^$]+$", ""));
    }

    /** Half a character is no text, and the library would not take it. */
    private static String wellFormed(String typed) {
        return typed.codePoints()
                .filter(point -> !(point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    void half_a_character_is_hashed_like_any_text_and_harms_nothing() {
        Argon2idEncoder encoder = new Argon2idEncoder(64, 1);
        assertThat(encoder.matches("\ud83d", encoder.encode("\ud83d"))).isTrue();
    }

    @Test
    void hashes_made_with_other_parameters_still_verify() {
        Argon2idEncoder encoder = new Argon2idEncoder(64, 1);
        for (Argon2PasswordEncoder before : List.of(
                new Argon2PasswordEncoder(16, 32, 1, 512, 3),
                new Argon2PasswordEncoder(8, 64, 4, 64, 1),
                new Argon2PasswordEncoder(32, 16, 2, 32, 2))) {
            String hash = before.encode(PASSWORD);
            assertThat(encoder.matches(PASSWORD, hash)).isTrue();
            assertThat(encoder.matches("another", hash)).isFalse();
        }
    }

    @Test
    void what_is_no_hash_matches_nothing() {
        Argon2idEncoder encoder = new Argon2idEncoder(64, 1);
        String hash = encoder.encode(PASSWORD);
        for (String broken : Arrays.asList(
                null,
                "",
                "$argon2id$",
                hash.substring(1),
                hash + "$",
                hash.replace("v=19", "v=99"),
                hash.replace("p=1", "p=0"),
                hash.substring(0, hash.length() - 1) + (hash.endsWith("A") ? "E" : "A"),
                hash.replace("t=1", "t=99999999999"))) {
            assertThat(encoder.matches(PASSWORD, broken)).as("%s", broken).isFalse();
        }
    }

    @Test
    void no_hash_is_made_twice() {
        Argon2idEncoder encoder = new Argon2idEncoder(64, 1);
        assertThat(encoder.encode(PASSWORD)).isNotEqualTo(encoder.encode(PASSWORD));
    }

    @Test
    void the_memory_is_used_again_and_holds_nothing_in_between() throws Exception {
        Argon2idEncoder encoder = new Argon2idEncoder(256, 2);
        String hash = encoder.encode(PASSWORD);
        Set<Argon2BytesGenerator.Block> first = blocks(encoder);
        assertThat(first.size()).isEqualTo(256 + 4);
        for (int i = 0; i < 5; i++) {
            assertThat(encoder.matches(PASSWORD, hash)).isTrue();
        }
        assertThat(blocks(encoder).equals(first)).isTrue();
        // Of a hash that wants more, no more than this is kept.
        encoder.matches(PASSWORD, new Argon2idEncoder(700, 1).encode(PASSWORD));
        assertThat(blocks(encoder).size()).isEqualTo(256 + 4);
        Field words = Argon2BytesGenerator.Block.class.getDeclaredField("v");
        words.setAccessible(true);
        first.addAll(blocks(encoder));
        for (Argon2BytesGenerator.Block block : first) {
            assertThat((long[]) words.get(block)).containsOnly(0);
        }
    }

    private static Set<Argon2BytesGenerator.Block> blocks(Argon2idEncoder encoder) {
        Set<Argon2BytesGenerator.Block> blocks = Collections.newSetFromMap(new IdentityHashMap<>());
        encoder.memories().forEach(memory -> Collections.addAll(blocks, memory.waiting()));
        return blocks;
    }

    @Test
    void as_much_memory_is_kept_as_passwords_are_hashed_at_a_time() throws Exception {
        Argon2idEncoder encoder = new Argon2idEncoder(2_000, 1);
        try (HashingLanes lanes = new HashingLanes(2, Duration.ofMinutes(5));
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                all.add(callers.submit(() -> lanes.run(() -> encoder.encode(PASSWORD))));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
        assertThat(encoder.memories()).hasSizeBetween(1, 2);
    }

    @Test
    void an_operator_waits_where_a_visitor_is_sent_away() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        try (HashingLanes lanes = new HashingLanes(1, Duration.ofMillis(50));
                Passwords passwords = new Passwords(lanes, HashingCost.ADVISED);
                ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> first = others.submit(() -> lanes.run(
                    () -> {
                        busy.await();
                        return "";
                    },
                    Duration.ofMinutes(2)));
            await().until(() -> lanes.busy() == 1);
            assertThatThrownBy(() -> passwords.hash(new Password(PASSWORD)))
                    .isInstanceOf(Passwords.TooBusyException.class);
            Future<String> operator = others.submit(() -> passwords.hashForOperator(new Password(PASSWORD)));
            await().until(() -> lanes.waiting() == 1);
            busy.countDown();
            first.get();
            assertThat(operator.get()).startsWith("{argon2id}");
        }
    }

    @Test
    void nobody_s_hash_costs_what_anybody_s_does_and_is_nobody_s() {
        try (Passwords passwords = new Passwords(1, HashingCost.ADVISED)) {
            String real = passwords.hash(new Password(PASSWORD));
            assertThat(real).startsWith("{argon2id}$argon2id$v=19$m=19456,t=2,p=1$");
            assertThat(Passwords.decoy(HashingCost.ADVISED).replaceAll("[A-Za-z0-9+/]", "x"))
                    .as("of the same form")
                    .isEqualTo(real.replaceAll("[A-Za-z0-9+/]", "x"));
            assertThat(passwords.matches(new Password(PASSWORD), null)).isFalse();
            assertThat(passwords.matches(new Password(PASSWORD), real)).isTrue();
            assertThat(PasswordEncoderFactories.createDelegatingPasswordEncoder()
                            .matches(PASSWORD, real.replace("{argon2id}", "{argon2@SpringSecurity_v5_8}")))
                    .isTrue();
        }
    }

    @Test
    void a_processor_is_left_to_everything_else_and_most_of_the_heap_too() {
        long megabyte = 1024 * 1024;
        assertThat(Passwords.lanes(1, 512 * megabyte)).isEqualTo(1);
        assertThat(Passwords.lanes(2, 512 * megabyte)).isEqualTo(1);
        assertThat(Passwords.lanes(4, 512 * megabyte)).isEqualTo(3);
        assertThat(Passwords.lanes(64, 512 * megabyte)).isEqualTo(6);
        assertThat(Passwords.lanes(64, 32 * megabyte)).isEqualTo(1);
    }
}
