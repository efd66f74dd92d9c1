package vouchsafe.faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import vouchsafe.db.DebianPostgres;

/**
 * A switch on this machine with namespaces behind it, each on a wire that can be cut: packets vanish in both directions, and
 * neither end is told. Making one takes root.
 */
final class Network implements AutoCloseable {
    private static final AtomicInteger NEXT = new AtomicInteger();

    private final String name = "vs" + ProcessHandle.current().pid() % 100_000 + "n" + NEXT.incrementAndGet();
    private final String prefix = "10." + (ProcessHandle.current().pid() % 200 + 20) + "." + NEXT.get() + ".";
    private final List<Wire> wires = new ArrayList<>();

    private Network() {}

    /** Whether namespaces can be made here. */
    static boolean possible() {
        String trial = "vs" + ProcessHandle.current().pid() + "trial";
        return Commands.works(List.of("ip", "netns", "add", trial))
                && Commands.works(List.of("ip", "netns", "del", trial));
    }

    static Network make() throws IOException {
        Network network = new Network();
        ip("link", "add", network.name, "type", "bridge", "forward_delay", "0");
        ip("addr", "add", network.prefix + "1/24", "dev", network.name);
        ip("link", "set", network.name, "up");
        return network;
    }

    /** A further namespace on a wire of its own. */
    Wire wire() throws IOException {
        int number = wires.size() + 2;
        Wire wire = new Wire(name + "w" + number, prefix + number);
        wires.add(wire);
        ip("netns", "add", wire.name);
        ip("link", "add", wire.name, "type", "veth", "peer", "name", "eth0", "netns", wire.name);
        ip("link", "set", wire.name, "master", name, "up");
        ip("-n", wire.name, "addr", "add", wire.address + "/24", "dev", "eth0");
        ip("-n", wire.name, "link", "set", "eth0", "up");
        ip("-n", wire.name, "link", "set", "lo", "up");
        return wire;
    }

    /** What connects a namespace to the switch. */
    record Wire(String name, String address) {
        /** What runs there, and listens at its end. */
        DebianPostgres.Place place() {
            return new DebianPostgres.Place(List.of("ip", "netns", "exec", name), address);
        }

        void cut() throws IOException {
            state("0");
        }

        void mend() throws IOException {
            state("3");
        }

        /** Of a port of the switch: 0 is disabled, 3 forwards (bridge(8)). */
        private void state(String state) throws IOException {
            Commands.run(List.of("bridge", "link", "set", "dev", name, "state", state));
        }
    }

    private static void ip(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        Commands.run(command);
    }

    @Override
    public void close() throws IOException {
        for (Wire wire : wires) {
            ip("netns", "del", wire.name);
        }
        ip("link", "del", name);
    }
}
