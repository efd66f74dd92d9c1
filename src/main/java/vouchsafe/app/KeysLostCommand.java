package vouchsafe.app;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vouchsafe.crypto.KeyList;
import vouchsafe.crypto.MasterKeyChange;

/** Goes on without a master key that is lost for good. */
@Command(
        name = "lost",
        description =
                "Go on without a master key that is lost for good: tokens and sessions end, and what only it opened is"
                        + " told. No other data is lost.")
final class KeysLostCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(names = "--yes", description = "Do it; without, only what would be lost is told.")
    private boolean yes;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        Logs.quiet();
        Settings loaded = settings.load(Map.of());
        List<Integer> keys;
        List<KeyList.Closed> closed;
        try (Rooms rooms = Rooms.open(loaded)) {
            MasterKeyChange change = rooms.get(MasterKeyChange.class);
            List<Integer> wanted = change.closed();
            if (wanted.isEmpty()) {
                throw new CommandFailed(
                        "nothing was done: the master key that this server has opens every key of the ring");
            }
            closed = rooms.get(KeyList.class).closed(wanted);
            if (!yes) {
                closed.forEach(each -> settings.tell(KeysListCommand.words(each)));
                throw new CommandFailed("nothing was done. No master key here opens key " + numbers(wanted)
                        + " of the ring. If theirs is lost for good, say --yes: everybody is signed out, apps connect"
                        + " again, and no other data is lost");
            }
            keys = change.giveUpClosed();
        }
        closed.forEach(each -> settings.tell(KeysListCommand.words(each)));
        settings.answer(json)
                .with("keys", numbers(keys))
                .say("given up; everybody signs in and apps connect again. Start servers that run anew");
        return 0;
    }

    private static String numbers(List<Integer> keys) {
        return keys.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
