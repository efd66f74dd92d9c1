package vouchsafe.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The master key is in its file in whole, whenever the machine stopped. */
class MasterKeyFileTest {
    @TempDir
    Path folder;

    private Path path() {
        return folder.resolve("master.key");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void a_key_is_made_once_for_its_owner_only_and_nothing_else_is_left() throws Exception {
        MasterKeyFile file = new MasterKeyFile(path());
        assertThat(file.read()).isEmpty();

        MasterKey made = file.readOrMake();

        assertThat(file.readOrMake().fingerprint()).isEqualTo(made.fingerprint());
        assertThat(names()).containsExactly("master.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
                .isEqualTo("rw-------");
    }

    @Test
    void of_many_who_make_it_at_once_all_have_the_same() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            Callable<String> make = () -> new MasterKeyFile(path()).readOrMake().fingerprint();
            List<Future<String>> all = threads.invokeAll(List.of(make, make, make, make, make, make, make, make));
            for (Future<String> each : all) {
                assertThat(each.get()).isEqualTo(all.getFirst().get());
            }
        }
        assertThat(names()).containsExactly("master.key");
    }

    @Test
    void a_file_that_a_stopped_start_left_empty_holds_no_key_and_gets_one() throws Exception {
        Files.writeString(path(), "");
        MasterKey made = new MasterKeyFile(path()).readOrMake();
        assertThat(new MasterKeyFile(path()).read().orElseThrow().fingerprint()).isEqualTo(made.fingerprint());
    }

    @Test
    void what_is_no_key_is_said_with_the_file() throws Exception {
        Files.writeString(path(), "not a key\n");
        assertThatThrownBy(() -> new MasterKeyFile(path()).read())
                .hasMessageContaining(path().toString())
                .hasMessageContaining("openssl rand -base64 32");
    }

    @Test
    void a_successor_takes_its_place_only_when_the_database_goes_by_it() throws Exception {
        MasterKeys keys = MasterKeys.inFile(path());
        MasterKey first = keys.first();
        MasterKey next = keys.next();
        assertThat(keys.held())
                .extracting(MasterKey::fingerprint)
                .containsExactly(first.fingerprint(), next.fingerprint());

        keys.settle(first.fingerprint());
        assertThat(new MasterKeyFile(path()).read().orElseThrow().fingerprint()).isEqualTo(first.fingerprint());

        keys.settle(next.fingerprint());
        keys.settle(next.fingerprint());
        assertThat(keys.held()).extracting(MasterKey::fingerprint).containsExactly(next.fingerprint());
        assertThat(names()).containsExactly("master.key", "master.key.old");
        assertThat(new MasterKeyFile(folder.resolve("master.key.old"))
                        .read()
                        .orElseThrow()
                        .fingerprint())
                .isEqualTo(first.fingerprint());
    }

    @Test
    void a_change_that_came_to_nothing_leaves_no_key_behind_once_there_is_another() throws Exception {
        MasterKeys keys = MasterKeys.inFile(path());
        keys.first();
        keys.next();
        MasterKey next = keys.next();
        keys.settle(next.fingerprint());
        assertThat(names()).containsExactly("master.key", "master.key.old");
    }
}
