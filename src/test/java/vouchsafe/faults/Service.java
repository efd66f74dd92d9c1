package vouchsafe.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** A service as an operator runs it, with the settings it comes with: its nodes, the relay of its mail, and who uses it. */
final class Service implements AutoCloseable {
    private final List<Node> nodes = new ArrayList<>();
    private final MailRelay relay = new MailRelay();
    private final History history;
    private final Calls calls;
    private final Load load;
    private final Cast cast;

    private Service(Path folder, int count, Map<String, String> settings, History history)
            throws IOException, Unanswered {
        this.history = history;
        try {
            Map<String, String> environment = new HashMap<>(settings);
            environment.put("VOUCHSAFE_MASTER_KEY", Base64.getEncoder().encodeToString(new byte[32]));
            environment.put("VOUCHSAFE_SMTP_HOST", "127.0.0.1");
            environment.put("VOUCHSAFE_SMTP_PORT", Integer.toString(relay.port()));
            environment.put("VOUCHSAFE_SMTP_TLS", "none");
            environment.put("VOUCHSAFE_STOP_NOTICE", "0s");
            for (int i = 0; i < count; i++) {
                Path data = Files.createDirectories(folder.resolve("node" + i));
                if (count > 1) {
                    Files.createSymbolicLink(data.resolve("files"), Files.createDirectories(folder.resolve("files")));
                }
                Node node = new Node(data, environment);
                nodes.add(node);
                environment.putIfAbsent("VOUCHSAFE_BASE_URL", node.address());
                node.start();
            }
            calls = new Calls(nodes.stream().map(Node::address).toList());
            load = new Load(calls, history);
            Map<String, String> command = new HashMap<>(environment);
            command.put(
                    "VOUCHSAFE_DATA_DIR",
                    (count > 1 ? folder.resolve("commands") : nodes.getFirst().data()).toString());
            cast = new Cast(calls, command, folder, load);
        } catch (IOException | Unanswered | RuntimeException | Error failure) {
            nodes.forEach(Node::close);
            relay.close();
            throw failure;
        }
    }

    /** One node that brings its own database. */
    static Service alone(Path folder, Map<String, String> settings, History history) throws IOException, Unanswered {
        return new Service(folder, 1, settings, history);
    }

    static Service alone(Path folder, History history) throws IOException, Unanswered {
        return alone(folder, Map.of(), history);
    }

    static Service nodes(Path folder, int count, String jdbcUrl, History history) throws IOException, Unanswered {
        return nodes(folder, count, jdbcUrl, Map.of(), history);
    }

    /** Some nodes on one database, with one folder for files. */
    static Service nodes(Path folder, int count, String jdbcUrl, Map<String, String> settings, History history)
            throws IOException, Unanswered {
        Map<String, String> all = new HashMap<>(settings);
        all.put("VOUCHSAFE_DB_URL", jdbcUrl);
        return new Service(folder, count, all, history);
    }

    List<Node> nodes() {
        return nodes;
    }

    Node node() {
        return nodes.getFirst();
    }

    MailRelay relay() {
        return relay;
    }

    Calls calls() {
        return calls;
    }

    Load load() {
        return load;
    }

    /** Waits for the mail of every message that was taken; answers how many came more than once. */
    int awaitMail() throws InterruptedException {
        List<String> taken = cast.correspondent().taken();
        await(
                "every message that was taken arrives",
                () -> relay.arrived().keySet().containsAll(taken));
        return relay.arrived().values().stream().mapToInt(count -> count - 1).sum();
    }

    /** Waits for what has to come true; it is a broken promise where it does not. */
    void await(String promise, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Load.RECOVERY.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                history.broken("recovery", "not within " + Load.RECOVERY.toSeconds() + " s: " + promise);
                return;
            }
            Thread.sleep(50);
        }
    }

    @Override
    public void close() {
        load.close();
        nodes.forEach(Node::close);
        relay.close();
    }
}
