package vouchsafe.metrics;

import java.util.Optional;

/**
 * Who may read what is counted.
 *
 * @param port a TCP port of its own; 0 for none
 * @param address the address of that port
 * @param token what a reader shows; empty where the port is protection enough
 */
public record MetricsSettings(int port, String address, Optional<String> token) {

    /** Whether anybody may; nothing is counted for nobody. */
    public boolean on() {
        return port > 0 || token.isPresent();
    }

    /** Whether they are read at the server's own address. */
    public boolean atServer() {
        return port == 0 && token.isPresent();
    }

    /** Leaves out the token. */
    @Override
    public String toString() {
        return "MetricsSettings[port=" + port + ", address=" + address + "]";
    }
}
