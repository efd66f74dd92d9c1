package vouchsafe.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The short form of the fault programs: one of each kind that is over soon. {@code faults/run} has all of them, and
 * {@code faults/run --long} as often as {@code docs/reliability.md} says.
 */
@Tag("slow")
@Order(1)
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class FaultsTest {
    static final List<Fault> SOON_OVER = List.of(
            new ServerKilled(),
            new DatabaseKilled(),
            new PrimaryLost(PrimaryLost.Way.KILLED),
            new DiskFull(),
            new StoreAway());

    @ParameterizedTest
    @FieldSource("SOON_OVER")
    void what_was_answered_for_holds(Fault fault, @TempDir Path folder) throws Exception {
        assumeTrue(fault.possible(), "takes root, to cut networks and mount disks");
        Trial trial = new Trial(folder, fault.few());
        fault.run(trial);
        assertThat(trial.history().broken()).as(fault.promise()).isEmpty();
        assertThat(trial.history().allFound()).isPositive();
    }
}
