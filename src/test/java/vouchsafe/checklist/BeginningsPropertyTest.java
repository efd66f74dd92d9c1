package vouchsafe.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import vouchsafe.TestServer;
import vouchsafe.accounts.CredentialsEnded;

/**
 * Whatever begins and ends for a member, in any order, by requests that were all let in before the first of it: nothing begins
 * after what ends it, and what had begun before is dead.
 */
class BeginningsPropertyTest {
    private static final int SPARES = 12;
    private static final Set<Ending> WITHDRAWALS = EnumSet.of(Ending.WITHDRAWN, Ending.REMOVED);
    /** What a consent that is given again lets begin again. */
    private static final Set<Beginning> UNDER_CONSENT = EnumSet.of(
            Beginning.CODE, Beginning.UPLOAD, Beginning.DIRECT_UPLOAD, Beginning.DOWNLOAD, Beginning.DELETION);

    /** One thing that begins or ends. */
    sealed interface Step {
        record Begin(Beginning what) implements Step {}

        record End(Ending what) implements Step {}
    }

    private static Arbitrary<Step> steps() {
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.of(Beginning.class).map(Step.Begin::new)),
                Tuple.of(1, Arbitraries.of(Ending.class).map(Step.End::new)));
    }

    /** What was begun, and whether anything ended it since. */
    private static final class Begun {
        final Beginning what;
        final BooleanSupplier alive;
        boolean ended;

        Begun(Beginning what, BooleanSupplier alive) {
            this.what = what;
            this.alive = alive;
        }
    }

    @Property(tries = 40, shrinking = ShrinkingMode.OFF)
    void nothing_outlives_what_ends_it_in_any_order(@ForAll("histories") List<Step> steps) {
        Scene scene = new Scene(SPARES);
        Map<Beginning, Set<Ending>> endedBy = new EnumMap<>(Beginning.class);
        List<Begun> begun = new ArrayList<>();
        List<String> history = new ArrayList<>();
        for (Step step : steps) {
            history.add(step.toString());
            switch (step) {
                case Step.Begin(Beginning what) -> {
                    boolean allowed = endedBy.getOrDefault(what, Set.of()).isEmpty();
                    if (allowed) {
                        Optional<BooleanSupplier> alive = begin(what, scene);
                        assertThat(alive).as(history.toString()).isPresent();
                        begun.add(new Begun(what, alive.orElseThrow()));
                    } else {
                        // The members of a closed project are disconnected one by one.
                        assertThat(Until.dead(() -> begin(what, scene).isPresent()))
                                .as(history.toString())
                                .isTrue();
                    }
                    if (what == Beginning.CONSENT && allowed) {
                        UNDER_CONSENT.forEach(each -> endedBy.getOrDefault(each, EnumSet.noneOf(Ending.class))
                                .removeAll(WITHDRAWALS));
                        // Their links are for whoever the member shares with.
                        begun.removeIf(each -> each.what == Beginning.DOWNLOAD);
                    }
                }
                case Step.End(Ending what) -> {
                    if (ends(what, scene)) {
                        for (Beginning each : what.ends()) {
                            endedBy.computeIfAbsent(each, none -> EnumSet.noneOf(Ending.class))
                                    .add(what);
                            begun.stream().filter(one -> one.what == each).forEach(one -> one.ended = true);
                        }
                        endCredentials(what, endedBy);
                    }
                }
            }
        }
        for (Begun each : begun) {
            if (each.ended) {
                assertThat(Until.dead(each.alive))
                        .as("%s in %s", each.what, history)
                        .isTrue();
            }
        }
    }

    /** What is asked for under credentials that were ended is refused, also where what they had begun stays. */
    private static void endCredentials(Ending what, Map<Beginning, Set<Ending>> endedBy) {
        if (what == Ending.OTHERS_SIGNED_OUT || what == Ending.ADDRESS_CHANGED) {
            for (Beginning each : EnumSet.of(
                    Beginning.SESSION,
                    Beginning.CODE,
                    Beginning.CONSENT,
                    Beginning.DEVELOPER_TOKEN,
                    Beginning.MAIL_LINK,
                    Beginning.OWN_DOWNLOAD,
                    Beginning.PROJECT,
                    Beginning.INVITATION)) {
                endedBy.computeIfAbsent(each, none -> EnumSet.noneOf(Ending.class))
                        .add(what);
            }
        }
        if (what == Ending.PASSWORD_CHANGED || what == Ending.PASSWORD_RESET || what == Ending.DELETED) {
            for (Beginning each : EnumSet.of(Beginning.PROJECT, Beginning.INVITATION)) {
                endedBy.computeIfAbsent(each, none -> EnumSet.noneOf(Ending.class))
                        .add(what);
            }
        }
    }

    private static Optional<BooleanSupplier> begin(Beginning what, Scene scene) {
        return what.tryToBegin(scene, TestServer.shared().context());
    }

    private static boolean ends(Ending what, Scene scene) {
        try {
            return what.end(scene);
        } catch (CredentialsEnded already) {
            return false;
        }
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        return steps().list().ofMinSize(3).ofMaxSize(SPARES);
    }
}
