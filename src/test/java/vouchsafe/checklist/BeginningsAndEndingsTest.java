package vouchsafe.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataAccessException;
import vouchsafe.TestServer;

/**
 * Races between everything that can begin for a member and everything that ends it. Eight callers begin all that an ending
 * ends, again and again, while it happens; afterwards nothing of it is alive, and nothing begins any more. The property
 * {@code vouchsafe.races} sets the number of rounds.
 */
@Isolated("hashes and locks more than a request of another class may wait for")
@Tag("slow")
class BeginningsAndEndingsTest {
    private static final int ROUNDS = Integer.getInteger("vouchsafe.races", 3);
    private static final int CALLERS = 8;
    private static final int MOST_TRIES = 20;

    private static Node second;

    @BeforeAll
    static void start() {
        second = Node.behindProxy(100_000, 100_000);
    }

    @AfterAll
    static void stop() {
        second.close();
    }

    @ParameterizedTest
    @EnumSource
    void of_what_has_ended_nothing_is_alive_and_nothing_begins(Ending ending) {
        race(ending, List.of(TestServer.shared().context()));
    }

    @ParameterizedTest
    @EnumSource
    void neither_on_two_nodes(Ending ending) {
        race(ending, List.of(TestServer.shared().context(), second.context()));
    }

    private static void race(Ending ending, List<ApplicationContext> nodes) {
        for (int round = 0; round < ROUNDS; round++) {
            Scene scene = new Scene(CALLERS);
            List<Begun> begun = begunWhile(ending, scene, nodes);
            for (ApplicationContext node : nodes) {
                for (Beginning each : ending.ends()) {
                    assertThat(Until.dead(() -> each.tryToBegin(scene, node).isPresent()))
                            .as("%s begins after: %s", each.words(), ending.words())
                            .isTrue();
                }
            }
            for (Begun each : begun) {
                assertThat(Until.dead(each.alive()))
                        .as(
                                "%s that began before is alive after: %s",
                                each.what().words(), ending.words())
                        .isTrue();
            }
        }
    }

    /** The matrix of the checklist: a cross where nothing of the row is left after what the column says. */
    @Test
    void the_checklist_shows_every_pair() throws IOException {
        List<Ending> endings = List.of(Ending.values());
        List<String> matrix = new ArrayList<>();
        matrix.add("| | " + endings.stream().map(Ending::words).collect(Collectors.joining(" | ")) + " |");
        matrix.add("|---".repeat(endings.size() + 1) + "|");
        for (Beginning row : Beginning.values()) {
            matrix.add("| " + row.words() + " | "
                    + endings.stream()
                            .map(ending -> ending.ends().contains(row) ? "x" : " ")
                            .collect(Collectors.joining(" | "))
                    + " |");
        }
        assertThat(Files.readString(Path.of("docs/security-checklist.md"))).contains(String.join("\n", matrix));
    }

    /** Those who end something try again where their turn does not come. */
    private static boolean ended(Ending ending, Scene scene) {
        for (int tries = 1; ; tries++) {
            try {
                return ending.end(scene);
            } catch (DataAccessException failure) {
                if (tries == MOST_TRIES || !Beginning.waitedTooLong(failure)) {
                    throw failure;
                }
            }
        }
    }

    private record Begun(Beginning what, BooleanSupplier alive) {}

    private static List<Begun> begunWhile(Ending ending, Scene scene, List<ApplicationContext> nodes) {
        AtomicBoolean over = new AtomicBoolean();
        List<Supplier<List<Begun>>> works = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            ApplicationContext node = nodes.get(caller % nodes.size());
            List<Beginning> inMyOrder = new ArrayList<>(ending.ends());
            Collections.rotate(inMyOrder, caller);
            works.add(() -> {
                List<Begun> mine = new ArrayList<>();
                boolean last;
                do {
                    // Once more after the end, for what was asked just before it.
                    last = over.get();
                    for (Beginning each : inMyOrder) {
                        each.tryToBegin(scene, node).ifPresent(alive -> mine.add(new Begun(each, alive)));
                    }
                } while (!last);
                return mine;
            });
        }
        works.add(() -> {
            try {
                assertThat(ended(ending, scene)).as(ending.words()).isTrue();
                return List.of();
            } finally {
                over.set(true);
            }
        });
        return AtOnce.all(works).stream().flatMap(List::stream).toList();
    }
}
