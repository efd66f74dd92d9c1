package vouchsafe.operation;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import vouchsafe.doctor.Doctor;
import vouchsafe.doctor.Examination;
import vouchsafe.doctor.Installation;

/** The doctor's looks at this node: one at a time, and the last one is kept. */
public final class Checkup {
    private final Supplier<Installation> installation;
    private final AtomicReference<Optional<Examination>> last = new AtomicReference<>(Optional.empty());
    private final ReentrantLock looking = new ReentrantLock();

    Checkup(Supplier<Installation> installation) {
        this.installation = installation;
    }

    /** Looks now; whoever asks meanwhile gets the same look. Takes half a minute where something does not answer. */
    public Examination look() {
        Optional<Examination> before = last.get();
        looking.lock();
        try {
            Optional<Examination> meanwhile = last.get();
            if (!meanwhile.equals(before) && meanwhile.isPresent()) {
                return meanwhile.get();
            }
            Examination now = Doctor.examine(installation.get());
            last.set(Optional.of(now));
            return now;
        } finally {
            looking.unlock();
        }
    }

    /** What the last look found; empty before the first. */
    public Optional<Examination> last() {
        return last.get();
    }
}
