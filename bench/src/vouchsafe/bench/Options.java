package vouchsafe.bench;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the caller asked for.
 *
 * @param home the checkout
 * @param families rows in the table of token families
 * @param seconds length of each measurement; the warm-up before it is as long
 * @param refreshOnly leaves out what does not depend on the number of families
 * @param quick shows that the harness works, and nothing about speed
 * @param folder where the data lies; one that was filled by an earlier run is used as it is. Empty for a folder that is
 *     thrown away
 */
record Options(Path home, int families, int seconds, boolean refreshOnly, boolean quick, Optional<Path> folder) {
    private static final int MANY = 1_000_000;

    static Options parse(String[] arguments) {
        Path home = Path.of(System.getProperty("vouchsafe.home"));
        int families = 50_000;
        int seconds = 15;
        boolean quick = false;
        Optional<Path> folder = Optional.empty();
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--families" -> families = Integer.parseInt(arguments[++i]);
                case "--seconds" -> seconds = Integer.parseInt(arguments[++i]);
                case "--quick" -> {
                    quick = true;
                    families = 2_000;
                    seconds = 1;
                }
                case "--folder" -> folder = Optional.of(Path.of(arguments[++i]).toAbsolutePath());
                default -> throw new IllegalArgumentException(
                        arguments[i] + " is none of --families N, --seconds N, --quick, --folder DIR");
            }
        }
        return new Options(home, families, seconds, families >= MANY, quick, folder);
    }

    int members() {
        return Math.min(families, 50_000);
    }
}
