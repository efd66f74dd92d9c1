package vouchsafe.app;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vouchsafe.crypto.MasterKeyChange;

/** Changes the master key. */
@Command(
        name = "rewrap",
        description =
                "Wrap the key ring with another master key: with master-key, where master-key-old is set to the one"
                        + " before, else with a new one in the file master.key. Servers that run go on.")
final class KeysRewrapCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        Logs.quiet();
        Settings loaded = settings.load(Map.of());
        MasterKeyChange.Rewrapped done;
        try (Rooms rooms = Rooms.open(loaded)) {
            done = rooms.get(MasterKeyChange.class).rewrap();
        }
        boolean inFile = loaded.masterKey().isEmpty();
        Answer answer = settings.answer(json).with("master", done.master()).with("keys", done.keys());
        if (done.before() != null) {
            answer.with("master_before", done.before());
        }
        answer.say(
                done.keys() == 0
                        ? "the key ring is wrapped by this master key already; to change it, set the new one as"
                                + " master-key and this one as master-key-old"
                        : "the key ring is wrapped by another master key"
                                + (inFile
                                        ? "; it lies in " + loaded.dataFolder().resolve("master.key")
                                                + ", and the one before in master.key.old beside it, for backups made"
                                                + " before now"
                                        : "; master-key-old is needed no more, but for backups made before now"));
        return 0;
    }
}
