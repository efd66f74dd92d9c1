package vouchsafe.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The floor under a refresh: the same conditional UPDATE by key, prepared, from pgbench. */
final class PgBench {
    private PgBench() {}

    /** What pgbench said; latency in milliseconds. */
    record Result(double perSecond, double averageLatency) {}

    /** The program, on the PATH or where Debian keeps it. */
    static Optional<Path> program() throws IOException {
        Stream<Path> onPath = Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, "pgbench"));
        Path debian = Path.of("/usr/lib/postgresql");
        try (Stream<Path> versions = Files.isDirectory(debian) ? Files.list(debian) : Stream.<Path>empty()) {
            return Stream.concat(onPath, versions.map(version -> version.resolve("bin/pgbench")).sorted())
                    .filter(Files::isExecutable)
                    .findFirst();
        }
    }

    /** Updates random families until each connection has done its part. */
    static Result run(Path program, Fixture fixture, String clientRowId, int families, int connections, long updates)
            throws IOException, InterruptedException {
        Path script = fixture.dataFolder().resolveSibling("update.sql");
        Files.writeString(script, """
                \\set n random(0, %d)
                UPDATE token_families SET generation = generation + 1, issued_at = date_trunc('second', now()) \
                WHERE id = %s AND client_id = '%s' AND generation >= 1 AND revoked_at IS NULL \
                AND issued_at > '1970-01-01' AND created_at > '1970-01-01';
                """.formatted(families - 1, Families.idOfN(":n::bigint"), clientRowId));
        URI database = URI.create(fixture.jdbcUrl().substring("jdbc:".length()));
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        program.toString(), "-h", database.getHost(), "-p", Integer.toString(database.getPort()),
                        "-U", parameter(database, "user"), "-n", "-M", "prepared", "-c", Integer.toString(connections),
                        "-j", "1", "-t", Long.toString(Math.max(1, updates / connections)), "-f", script.toString(),
                        database.getPath().substring(1)))
                .redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", parameter(database, "password"));
        Process process = builder.start();
        String output = process.inputReader().lines().collect(Collectors.joining("\n"));
        if (process.waitFor() != 0) {
            throw new IOException("pgbench failed: " + output);
        }
        return new Result(number(output, "tps = "), number(output, "latency average = "));
    }

    private static String parameter(URI database, String name) {
        return Answer.between("&" + database.getQuery(), "&" + name + "=", '&');
    }

    private static double number(String output, String after) {
        return Double.parseDouble(Answer.between(output, after, ' ').strip());
    }
}
