package vouchsafe.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vouchsafe.crypto.KeyList;

/** Tells what keys there are. */
@Command(
        name = "list",
        description =
                "Tell each key, since when and until when it is used, what hangs from it, and what cannot be opened.")
final class KeysListCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        Logs.quiet();
        Settings loaded = settings.load(Map.of());
        List<KeyList.RingKey> ring;
        List<KeyList.SigningPair> pairs;
        List<KeyList.Closed> closed;
        String masters;
        try (Rooms rooms = Rooms.open(loaded)) {
            KeyList keys = rooms.get(KeyList.class);
            ring = keys.ring();
            pairs = keys.pairs();
            closed = keys.closed();
            masters = keys.masters();
        }
        Answer answer = settings.answer(json);
        if (json) {
            answer.with("ring", ring.stream().map(KeysListCommand::facts).toList())
                    .with("receipts", pairs.stream().map(KeysListCommand::facts).toList())
                    .with("closed", closed.stream().map(KeysListCommand::facts).toList())
                    .with("master", masters)
                    .say("");
        } else {
            ring.forEach(key -> settings.say(words(key)));
            pairs.forEach(pair -> settings.say(words(pair)));
            closed.forEach(each -> settings.say(words(each)));
            settings.say("master key: " + masters);
        }
        return 0;
    }

    private static Map<String, Object> facts(KeyList.RingKey key) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("key", key.number());
        facts.put("state", key.state());
        facts.put("made", key.made().toString());
        facts.put("seals_from", key.from().toString());
        put(facts, "sealed_until", key.until());
        put(facts, "retired", key.retired());
        put(facts, "master", key.master());
        facts.put("note", key.note());
        facts.put("opens", key.opens());
        facts.put("wraps", key.wraps());
        return facts;
    }

    private static void put(Map<String, Object> facts, String name, @Nullable Object value) {
        if (value != null) {
            facts.put(name, value.toString());
        }
    }

    private static Map<String, Object> facts(KeyList.SigningPair pair) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("key", pair.id());
        facts.put("state", pair.state());
        facts.put("made", pair.made().toString());
        facts.put("signs_from", pair.from().toString());
        put(facts, "signed_until", pair.until());
        return facts;
    }

    private static Map<String, Object> facts(KeyList.Closed closed) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("what", closed.what());
        facts.put("count", closed.count());
        facts.put("do", closed.withoutIt());
        return facts;
    }

    private static String words(KeyList.RingKey key) {
        StringBuilder words = new StringBuilder("ring key " + key.number() + ": " + key.state());
        if (!key.note().isEmpty()) {
            words.append(" (").append(key.note()).append(')');
        }
        words.append(", made ").append(key.made()).append(", used from ").append(key.from());
        if (key.until() != null) {
            words.append(" until ").append(key.until());
        }
        if (key.retired() != null) {
            words.append(", retired ").append(key.retired());
        }
        words.append(", master key ").append(key.master() == null ? "unknown" : key.master());
        list(words, "opens", key.opens());
        list(words, "wraps", key.wraps());
        return words.toString();
    }

    private static void list(StringBuilder words, String verb, Map<String, Long> counts) {
        if (!counts.isEmpty()) {
            words.append("\n  ")
                    .append(verb)
                    .append(": ")
                    .append(counts.entrySet().stream()
                            .map(each -> each.getValue() + " " + each.getKey())
                            .collect(Collectors.joining(", ")));
        }
    }

    private static String words(KeyList.SigningPair pair) {
        return "receipt key " + pair.id() + ": " + pair.state() + ", made " + pair.made() + ", used from " + pair.from()
                + (pair.until() == null ? "" : " until " + pair.until());
    }

    /** A thing that cannot be opened any more, for people. */
    static String words(KeyList.Closed closed) {
        return "cannot be opened: " + closed.count() + " " + closed.what() + "; " + closed.withoutIt();
    }
}
