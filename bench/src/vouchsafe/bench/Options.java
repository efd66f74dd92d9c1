package vouchsafe.bench;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * What the caller asked for.
 *
 * @param home the checkout
 * @param families rows in the table of token families
 * @param seconds length of each measurement; the warm-up before it is as long
 * @param only which kinds of request: refresh, bearer, introspect, code, members, fanout, and only when asked for search, annotate,
 *     crowd, and, alone, strangers
 * @param quick shows that the harness works, and nothing about speed
 * @param folder where the data lies; one that was filled by an earlier run is used as it is. Empty for a folder that is
 *     thrown away
 */
record Options(Path home, int families, int seconds, Set<String> only, boolean quick, Optional<Path> folder) {
    /** With so many families only the refreshes are measured, unless asked otherwise: nothing else depends on it. */
    private static final int MANY = 1_000_000;

    static Options parse(String[] arguments) {
        Path home = Path.of(System.getProperty("vouchsafe.home"));
        int families = 50_000;
        int seconds = 15;
        Set<String> only = Set.of();
        boolean quick = false;
        Optional<Path> folder = Optional.empty();
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--families" -> families = Integer.parseInt(arguments[++i]);
                case "--seconds" -> seconds = Integer.parseInt(arguments[++i]);
                case "--only" -> only = Set.of(arguments[++i].split(","));
                case "--quick" -> {
                    quick = true;
                    families = 2_000;
                    seconds = 1;
                }
                case "--folder" -> folder = Optional.of(Path.of(arguments[++i]).toAbsolutePath());
                default -> throw new IllegalArgumentException(
                        arguments[i] + " is none of --families N, --seconds N, --only KIND[,KIND...], --quick, --folder DIR");
            }
        }
        if (only.isEmpty()) {
            only = families >= MANY
                    ? Set.of("refresh")
                    : Set.of("refresh", "bearer", "introspect", "code", "members", "fanout");
        }
        return new Options(home, families, seconds, only, quick, folder);
    }

    int members() {
        return Math.min(families, 50_000);
    }
}
