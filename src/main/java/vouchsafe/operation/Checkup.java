package vouchsafe.operation;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vouchsafe.doctor.Doctor;
import vouchsafe.doctor.Examination;
import vouchsafe.doctor.Installation;

/** The doctor's looks at this node: one at a time, and the last one is kept. */
public final class Checkup {
    private final Supplier<Installation> installation;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile @Nullable Examination last;

    Checkup(Supplier<Installation> installation) {
        this.installation = installation;
    }

    /** Looks now; whoever asks meanwhile gets the same look. Takes half a minute where something does not answer. */
    public Examination look() {
        Examination before = last;
        looking.lock();
        try {
            Examination meanwhile = last;
            if (meanwhile != null && meanwhile != before) {
                return meanwhile;
            }
            Examination now = Doctor.examine(installation.get());
            last = now;
            return now;
        } finally {
            looking.unlock();
        }
    }

    /** What the last look found; empty before the first. */
    public Optional<Examination> last() {
        return Optional.ofNullable(last);
    }
}
