package vouchsafe.app;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.springframework.boot.convert.DurationStyle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vouchsafe.crypto.KeyRotation;

/** Makes a new key, which every server knows before it is used. */
@Command(
        name = "rotate",
        description =
                "Make a new key that seals tokens from now on, or with --receipts one that signs receipts. What the old"
                        + " ones sealed and signed stays good, unless they are leaked.")
final class KeysRotateCommand implements Callable<Integer> {
    private static final Duration LONGEST = Duration.ofDays(365);

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(names = "--receipts", description = "A new key that signs receipts, instead of one that seals tokens.")
    private boolean receipts;

    @Option(
            names = "--after",
            paramLabel = "T",
            defaultValue = "",
            description = "For how long it is announced before it is used; default: 30s, or for receipts 1d.")
    private String after = "";

    @Option(
            names = "--leaked",
            description =
                    "The keys there are end when the new one begins: everybody is signed out and apps connect again;"
                            + " of receipts, get them signed anew.")
    private boolean leaked;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        Logs.quiet();
        Settings loaded = settings.load(Map.of());
        Duration notice = notice();
        KeyRotation.Outcome.Made made;
        try (Rooms rooms = Rooms.open(loaded)) {
            KeyRotation rotation = rooms.get(KeyRotation.class);
            made = made(receipts ? rotation.rotateSigning(notice, leaked) : rotation.rotate(notice, leaked));
            if (!receipts) {
                awaitUse(rotation, made);
            }
        }
        settings.answer(json)
                .with("key", made.key())
                .with("from", made.from().toString())
                .say(words(made));
        return 0;
    }

    private String words(KeyRotation.Outcome.Made made) {
        if (receipts) {
            return "receipt key " + made.key() + " is published and signs from " + made.from()
                    + (leaked ? "; the keys before it are published no more from then on" : "");
        }
        return "key " + made.key() + " seals since " + made.from()
                + (leaked
                        ? "; what the keys before it sealed is refused"
                        : "; what the keys before it sealed stays good");
    }

    private static KeyRotation.Outcome.Made made(KeyRotation.Outcome outcome) {
        return switch (outcome) {
            case KeyRotation.Outcome.Made made -> made;
            case KeyRotation.Outcome.Refused(String why) -> throw new CommandFailed(why);
            case KeyRotation.Outcome.Ended ended -> throw new IllegalStateException("nothing was to be ended");
        };
    }

    /** Waits until it seals; a server that cannot open it says so before. */
    private static void awaitUse(KeyRotation rotation, KeyRotation.Outcome.Made made) {
        while (Instant.now().isBefore(made.from())) {
            try {
                Thread.sleep(
                        Math.clamp(Duration.between(Instant.now(), made.from()).toMillis() + 1, 1, 200));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        Optional<String> heldUp = rotation.heldUp(made.key());
        if (heldUp.isPresent()) {
            throw new CommandFailed("key " + made.key() + " is not used, and nothing was ended: " + heldUp.get()
                    + ". Give every server the same master key, start it again, and rotate once more");
        }
    }

    private Duration notice() {
        if (after.isEmpty()) {
            return receipts ? (leaked ? Duration.ZERO : Duration.ofDays(1)) : Duration.ofSeconds(30);
        }
        try {
            Duration given = DurationStyle.SIMPLE.parse(after);
            if (!given.isNegative() && given.compareTo(LONGEST) <= 0) {
                return given;
            }
        } catch (IllegalArgumentException | ArithmeticException notATime) {
            // Refused below, in the same words as one out of range.
        }
        throw new InvalidSettings("--after must be a time up to 365d, such as 30s, 5m or 1d, not \"" + after + "\"");
    }
}
