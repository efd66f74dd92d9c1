package vouchsafe.accounts;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;
import vouchsafe.crypto.Digests;

/**
 * Argon2id (RFC 9106) in the usual text form, {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}: what Spring Security's encoder
 * makes is read here and the other way round. The difference is the memory: 19 MiB for each password would be garbage each
 * time, so that a few sign-ins grow the heap for good. Here it is cleared and used again. Thread-safe; there is as much memory
 * as there were passwords hashed at one moment.
 */
final class Argon2idEncoder implements PasswordEncoder {
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    /** Lanes in the sense of Argon2: a hash is made by one thread. */
    private static final int PARALLELISM = 1;

    private static final Pattern FORM =
            Pattern.compile("\\$argon2id\\$v=19\\$m=([1-9][0-9]{0,6}),t=([1-9][0-9]{0,2}),p=([1-9][0-9]?)"
                    + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{11,86})");

    private final int kibibytes;
    private final int passes;
    private final SecureRandom random = new SecureRandom();
    private final ConcurrentLinkedDeque<WorkingMemory> memories = new ConcurrentLinkedDeque<>();

    /**
     * @param kibibytes memory that a new hash takes
     * @param passes how often a new hash goes over it
     */
    Argon2idEncoder(int kibibytes, int passes) {
        this.kibibytes = kibibytes;
        this.passes = passes;
    }

    /** A hash as text, taken apart. */
    private record Parts(int kibibytes, int passes, int parallelism, byte[] salt, byte[] hash) {

        static @Nullable Parts of(String text) {
            Matcher parts = FORM.matcher(text);
            if (!parts.matches()) {
                return null;
            }
            try {
                return new Parts(
                        Integer.parseInt(parts.group(1)),
                        Integer.parseInt(parts.group(2)),
                        Integer.parseInt(parts.group(3)),
                        Base64.getDecoder().decode(parts.group(4)),
                        Base64.getDecoder().decode(parts.group(5)));
            } catch (IllegalArgumentException noBase64) {
                return null;
            }
        }

        @Override
        public String toString() {
            return "$argon2id$v=19$m=" + kibibytes + ",t=" + passes + ",p=" + parallelism + "$" + text(salt) + "$"
                    + text(hash);
        }

        private static String text(byte[] bytes) {
            return Base64.getEncoder().withoutPadding().encodeToString(bytes);
        }
    }

    @Override
    public String encode(@Nullable CharSequence password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        byte[] hash = hash(password, kibibytes, passes, PARALLELISM, salt, HASH_BYTES);
        return new Parts(kibibytes, passes, PARALLELISM, salt, hash).toString();
    }

    /** Whether the password is the one the text was made from; false for a text of another form. */
    @Override
    public boolean matches(@Nullable CharSequence password, @Nullable String text) {
        Parts parts = text == null ? null : Parts.of(text);
        return parts != null
                && Digests.same(
                        parts.hash(),
                        hash(
                                password,
                                parts.kibibytes(),
                                parts.passes(),
                                parts.parallelism(),
                                parts.salt(),
                                parts.hash().length));
    }

    private byte[] hash(
            @Nullable CharSequence password, int kibibytes, int passes, int parallelism, byte[] salt, int length) {
        WorkingMemory free = memories.pollLast();
        WorkingMemory memory = free == null ? new WorkingMemory(this.kibibytes) : free;
        byte[] clear = String.valueOf(password == null ? "" : password).getBytes(StandardCharsets.UTF_8);
        byte[] hash = new byte[length];
        try {
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                    .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                    .withMemoryAsKB(kibibytes)
                    .withIterations(passes)
                    .withParallelism(parallelism)
                    .withSalt(salt)
                    .withBlockPool(memory)
                    .build());
            generator.generateBytes(clear, hash);
            memories.addLast(memory);
            return hash;
        } finally {
            Arrays.fill(clear, (byte) 0);
        }
    }

    /** The memory of all passwords that were hashed, for a test to look into. */
    Iterable<WorkingMemory> memories() {
        return memories;
    }

    /**
     * The blocks of one kibibyte that one thread works in. They come back when a hash is done and are cleared then:
     * nothing of a password lies in them between two hashes.
     */
    static final class WorkingMemory implements Argon2BytesGenerator.BlockPool {
        /** Beside its memory the generator works in four blocks. */
        private static final int ASIDE = 4;

        private final Argon2BytesGenerator.Block[] blocks;
        private int free;

        private WorkingMemory(int kibibytes) {
            this.blocks = new Argon2BytesGenerator.Block[kibibytes + ASIDE];
        }

        @Override
        public Argon2BytesGenerator.Block allocate() {
            return free > 0 ? blocks[--free] : new Argon2BytesGenerator.Block();
        }

        /** A hash with other parameters may want more blocks than are kept. */
        @Override
        public void deallocate(Argon2BytesGenerator.Block block) {
            block.clear();
            if (free < blocks.length) {
                blocks[free++] = block;
            }
        }

        /** Those that wait to be used. */
        Argon2BytesGenerator.Block[] waiting() {
            return Arrays.copyOf(blocks, free);
        }
    }
}
