package vouchsafe.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A migration that landed has run on databases of others, which refuse to start with another text under its number. Its digest
 * is kept in {@code landed-migrations.sha256}, which {@code sha256sum -c} reads too.
 */
class FrozenMigrationsTest {
    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
    private static final Path LANDED = Path.of("src/test/resources/db/landed-migrations.sha256");

    @Test
    void no_landed_migration_was_edited_or_removed() throws IOException {
        SortedMap<String, String> present = present();
        landed().forEach((name, digest) -> assertThat(present.get(name))
                .as(
                        "%s landed and is frozen: put it back as it was (git checkout); a change is a new file in %s",
                        name, MIGRATIONS)
                .isEqualTo(digest));
    }

    @Test
    void every_migration_is_written_down_when_it_lands() throws IOException {
        Set<String> landed = landed().keySet();
        present()
                .forEach((name, digest) -> assertThat(landed)
                        .as("%s is new: once it is done, add this line to %s%n%s  %s%n", name, LANDED, digest, name)
                        .contains(name));
    }

    @Test
    void landed_migrations_are_written_down_in_the_order_in_which_they_run() throws IOException {
        List<String> names = Files.readAllLines(LANDED).stream()
                .map(line -> line.substring(66))
                .toList();
        assertThat(names)
                .as("a database that is ahead refuses a number below its own: take the next free one")
                .isSorted()
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("V\\d\\d__[a-z_]+\\.sql"));
    }

    private static SortedMap<String, String> landed() throws IOException {
        SortedMap<String, String> digests = new TreeMap<>();
        for (String line : Files.readAllLines(LANDED)) {
            digests.put(line.substring(66), line.substring(0, 64));
        }
        return digests;
    }

    private static SortedMap<String, String> present() throws IOException {
        SortedMap<String, String> digests = new TreeMap<>();
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            for (Path file : files.toList()) {
                digests.put(file.getFileName().toString(), HexFormat.of().formatHex(sha256(Files.readAllBytes(file))));
            }
        }
        return digests;
    }

    private static byte[] sha256(byte[] text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
