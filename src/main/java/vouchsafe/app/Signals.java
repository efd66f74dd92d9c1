package vouchsafe.app;

import java.util.List;
import java.util.function.Consumer;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Hears the signals by which a process is told to end. Java itself answers only the first of them, so a second one would go
 * unheard while the first is obeyed.
 */
final class Signals implements AutoCloseable {
    /** What a supervisor sends. */
    static final String TERM = "TERM";

    private static final List<String> ENDING = List.of(TERM, "INT", "HUP");

    private final List<Handled> handled;

    private record Handled(Signal signal, SignalHandler before) {}

    private Signals(List<Handled> handled) {
        this.handled = handled;
    }

    /** From now on each such signal is told by its name, on a thread of its own. A signal that was ignored stays so. */
    static Signals hear(Consumer<String> listener) {
        return new Signals(ENDING.stream()
                .map(Signal::new)
                .map(signal ->
                        new Handled(signal, Signal.handle(signal, received -> listener.accept(received.getName()))))
                .toList());
    }

    /** Gives the signals back to whom they went before. */
    @Override
    public void close() {
        handled.forEach(each -> Signal.handle(each.signal(), each.before()));
    }
}
