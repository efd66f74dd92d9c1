package vouchsafe.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.TestServer;

/** What lies in the storage folder of the shared server. */
final class StoredObjects {
    private StoredObjects() {}

    static Set<String> onDisk() {
        Path folder = TestServer.shared().bean(FilesSettings.class).folder();
        if (!Files.exists(folder)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Objects that no file has and that will not be erased either. There must be none, ever. */
    static Set<String> orphans() {
        Set<String> orphans = new TreeSet<>(onDisk());
        known().forEach(orphans::remove);
        return orphans;
    }

    /** Objects whose files are gone, or were never made. */
    static Set<String> loose() {
        return Set.copyOf(keys("SELECT storage_key FROM loose_objects"));
    }

    private static List<String> known() {
        return keys("SELECT storage_key FROM data_files UNION ALL SELECT storage_key FROM loose_objects");
    }

    private static List<String> keys(String statement) {
        return TestServer.shared()
                .bean(JdbcClient.class)
                .sql(statement)
                .query(String.class)
                .list();
    }

    /** The purge as it would run after this time. */
    static void purgeAfter(Duration time) {
        TestServer.shared().bean(Purge.class).run(Instant.now().plus(time));
    }
}
