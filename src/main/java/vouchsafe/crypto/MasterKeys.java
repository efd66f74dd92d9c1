package vouchsafe.crypto;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The master keys that this server has: one, and while it is changed two. Rows say by fingerprint which of them wraps them.
 */
public sealed interface MasterKeys {

    /** Keys that the operator sets; the old one opens only what was wrapped before the change. */
    static MasterKeys given(MasterKey key, Optional<MasterKey> old) {
        return new Given(key, old);
    }

    /** A key in this file, made where there is none when the first thing is wrapped. */
    static MasterKeys inFile(Path file) {
        return new InFile(new MasterKeyFile(file));
    }

    /** All there are, read anew where they lie in files. */
    List<MasterKey> held();

    /** The one that wraps the first key of an empty ring. */
    MasterKey first();

    /** The one that {@code keys rewrap} wraps with. Asked for while nobody else changes the ring. */
    MasterKey next();

    /** The ring is wrapped by the key with this fingerprint, and that is committed. */
    void settle(String fingerprint);

    /** Where the operator keeps them, for messages. */
    String place();

    /** The fingerprints of those there are, for messages. */
    default String described() {
        String fingerprints = held().stream().map(MasterKey::fingerprint).collect(Collectors.joining(" and "));
        return fingerprints.isEmpty() ? "there is none in " + place() : place() + " holds " + fingerprints;
    }

    /** The one with this fingerprint. */
    default Optional<MasterKey> with(String fingerprint) {
        return held().stream()
                .filter(key -> key.fingerprint().equals(fingerprint))
                .findFirst();
    }

    /** Keys from the settings. */
    record Given(MasterKey key, Optional<MasterKey> old) implements MasterKeys {
        @Override
        public List<MasterKey> held() {
            return Stream.concat(Stream.of(key), old.stream()).toList();
        }

        @Override
        public MasterKey first() {
            return key;
        }

        @Override
        public MasterKey next() {
            return key;
        }

        @Override
        public void settle(String fingerprint) {
            // The operator takes the old one out of the settings.
        }

        @Override
        public String place() {
            return "the setting master-key (VOUCHSAFE_MASTER_KEY)"
                    + (old.isPresent() ? " with master-key-old (VOUCHSAFE_MASTER_KEY_OLD)" : "");
        }
    }

    /** A key in a file. */
    record InFile(MasterKeyFile file) implements MasterKeys {
        @Override
        public List<MasterKey> held() {
            // In this order: one that takes its place meanwhile is seen in one place or the other.
            List<MasterKey> keys = new ArrayList<>(file.successors());
            file.read().ifPresent(keys::addFirst);
            return keys;
        }

        @Override
        public MasterKey first() {
            return file.readOrMake();
        }

        @Override
        public MasterKey next() {
            file.forgetSuccessors();
            return file.makeSuccessor();
        }

        @Override
        public void settle(String fingerprint) {
            file.settle(fingerprint);
        }

        @Override
        public String place() {
            return "the file " + file.path();
        }
    }
}
