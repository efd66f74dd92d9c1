package vouchsafe.app;

import java.time.InstantSource;
import org.springframework.context.support.GenericApplicationContext;
import vouchsafe.accounts.HashingCost;

/**
 * What a node takes from the machine it runs on and no operator sets. Tests start servers whose clock they move, and whose
 * passwords cost little.
 *
 * @param clock what every room takes the time from
 * @param hashing what the hash of a new password costs
 */
public record Machine(InstantSource clock, HashingCost hashing) {
    /** The machine as it is. */
    public static final Machine REAL = new Machine(InstantSource.system(), HashingCost.ADVISED);

    void register(GenericApplicationContext context) {
        context.registerBean("clock", InstantSource.class, () -> clock);
        context.registerBean(HashingCost.class, () -> hashing);
    }
}
