package vouchsafe.faults;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** The program behind {@code faults/run}: lets each fault happen to a service of its own, and prints what came of it. */
public final class Faults {
    static final List<Fault> ALL = List.of(
            new ServerKilled(),
            new DatabaseKilled(),
            new ServerPaused(),
            new DatabasePaused(),
            new PrimaryLost(PrimaryLost.Way.KILLED),
            new PrimaryLost(PrimaryLost.Way.FROZEN),
            new PrimaryLost(PrimaryLost.Way.PARTITIONED),
            new SwitchedOver(),
            new NodesKilled(),
            new ClockMoved(),
            new DiskFull(),
            new StoreAway(),
            new RelayAway());

    private Faults() {}

    /** Names of faults (all where there are none), {@code --long} or {@code --rounds N}; ends with 1 where a promise was broken. */
    public static void main(String... arguments) throws Exception {
        // Whoever is broken off in the middle has much to say about it.
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
        List<String> names = new ArrayList<>();
        int rounds = 0;
        boolean many = false;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--long" -> many = true;
                case "--rounds" -> rounds = Integer.parseInt(arguments[++i]);
                default -> names.add(arguments[i]);
            }
        }
        List<Fault> chosen = ALL.stream()
                .filter(fault -> names.isEmpty() || names.contains(fault.name()))
                .toList();
        if (chosen.size() < names.size()) {
            System.err.println(
                    "faults: known are " + ALL.stream().map(Fault::name).toList());
            System.exit(2);
        }
        boolean kept = true;
        System.out.println(
                "| fault | times | answered | not answered | looked up again | longest until all went on | result |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (Fault fault : chosen) {
            kept &= run(fault, rounds > 0 ? rounds : many ? fault.many() : fault.few(), System.out);
        }
        System.exit(kept ? 0 : 1);
    }

    private static boolean run(Fault fault, int rounds, PrintStream out) throws Exception {
        Path folder = Files.createTempDirectory("vouchsafe-faults");
        Trial trial = new Trial(folder, rounds);
        try {
            fault.run(trial);
        } catch (Exception | Error failure) {
            trial.history().broken("the run itself", failure.toString());
            failure.printStackTrace();
        }
        out.println(line(fault, trial));
        trial.history().broken().forEach(each -> out.println("    " + each));
        boolean kept = trial.history().broken().isEmpty();
        if (kept) {
            delete(folder);
        } else {
            out.println("    what is left of it lies in " + folder);
        }
        return kept;
    }

    private static String line(Fault fault, Trial trial) {
        History history = trial.history();
        return "| " + fault.name() + " | " + trial.rounds() + " | " + history.allAnswered() + " | "
                + history.allUnanswered() + " | " + history.allFound() + " | " + seconds(trial.longestOutage())
                + " s | "
                + (history.broken().isEmpty() ? "kept" : "BROKEN")
                + (trial.mailsTwice() > 0 ? ", " + trial.mailsTwice() + " mails came twice" : "") + " |";
    }

    private static String seconds(Duration time) {
        return Double.toString(Math.round(time.toMillis() / 100.0) / 10.0);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
