package vouchsafe.app;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vouchsafe.crypto.KeyList;
import vouchsafe.crypto.KeyRotation;

/** Ends an old key at once. */
@Command(name = "retire", description = "End an old key of the ring at once, with everything that it sealed.")
final class KeysRetireCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Parameters(paramLabel = "KEY", description = "Its number, as keys list tells it.")
    private int number;

    @Option(names = "--yes", description = "Do it; without, only what would end is told.")
    private boolean yes;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        Logs.quiet();
        Settings loaded = settings.load(Map.of());
        Map<String, Long> ends;
        try (Rooms rooms = Rooms.open(loaded)) {
            ends = rooms.get(KeyList.class).ring().stream()
                    .filter(key -> key.number() == number)
                    .findFirst()
                    .map(KeyList.RingKey::opens)
                    .orElseThrow(() -> new CommandFailed("the ring has no key " + number));
            if (!yes) {
                throw new CommandFailed("nothing was done. Key " + number + " opens " + words(ends)
                        + "; they would end. Say --yes to retire it");
            }
            if (rooms.get(KeyRotation.class).retire(number) instanceof KeyRotation.Outcome.Refused(String why)) {
                throw new CommandFailed(why);
            }
        }
        Answer answer = settings.answer(json).with("key", number);
        ends.forEach((what, count) -> answer.with(what.replace(' ', '_'), Math.toIntExact(count)));
        answer.say("key " + number + " is retired; with it ended " + words(ends));
        return 0;
    }

    private static String words(Map<String, Long> ends) {
        return ends.isEmpty()
                ? "nothing that is counted"
                : ends.entrySet().stream()
                        .map(each -> each.getValue() + " " + each.getKey())
                        .collect(Collectors.joining(", "));
    }
}
