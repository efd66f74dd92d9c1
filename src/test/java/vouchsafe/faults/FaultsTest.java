package vouchsafe.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The short form of the fault programs: each fault a few times. Their long form is {@code faults/run --long}. */
@Tag("slow")
@Order(1)
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class FaultsTest {
    @ParameterizedTest
    @FieldSource("vouchsafe.faults.Faults#ALL")
    void what_was_answered_for_holds(Fault fault, @TempDir Path folder) throws Exception {
        assumeTrue(fault.possible(), "takes root, to cut networks and mount disks");
        Trial trial = new Trial(folder, fault.few());
        fault.run(trial);
        assertThat(trial.history().broken()).as(fault.promise()).isEmpty();
        assertThat(trial.history().allFound()).isPositive();
    }
}
