package vouchsafe.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vouchsafe.ProjectApp.Tokens;
import vouchsafe.WebSession;
import vouchsafe.db.DebianPostgres;
import vouchsafe.db.Release;
import vouchsafe.embedded.FreePort;

/**
 * An upgrade without a pause: a node of the release before serves, one of this release joins it and brings the tables up to
 * date under its feet, both serve, and then only this release does. No request fails and nothing is lost. More rounds of both
 * together: {@code -Dvouchsafe.rounds=20}.
 */
@Tag("slow")
@Order(1)
@Timeout(value = 90, unit = TimeUnit.MINUTES)
class TwoReleasesTest {
    /** The test itself sends requests elsewhere. */
    private static final Map<String, String> NOBODY_TO_TELL = Map.of("VOUCHSAFE_STOP_NOTICE", "0s");

    @TempDir
    Path folder;

    @Test
    void nodes_of_the_release_before_and_of_this_one_serve_side_by_side() throws Exception {
        List<String> before = ReleaseBefore.program();
        List<String> now = Program.ofThisBuild().arguments();
        int oldPort = FreePort.find();
        int newPort = FreePort.find();
        String old = "http://127.0.0.1:" + oldPort;
        String young = "http://127.0.0.1:" + newPort;
        List<VouchsafeProcess> running = new ArrayList<>();
        try (DebianPostgres postgres = DebianPostgres.start(folder)) {
            TwoNodes nodes = new TwoNodes(folder, postgres, old);
            // The release before knows none of the settings of this one.
            running.add(nodes.start("old", oldPort, Map.of(), before));
            assertThat(schema(postgres)).isEqualTo(Release.ofThisProgram().oldestSchema());
            try (MixedLoad load = new MixedLoad(nodes.people(before), old)) {
                load.begin();
                load.awaitMore(1);

                running.add(nodes.start("new", newPort, NOBODY_TO_TELL, now));
                assertThat(schema(postgres))
                        .isGreaterThan(Release.ofThisProgram().oldestSchema());
                load.awaitMore(1);
                load.goTo(old, young);
                load.awaitMore(3 * Integer.getInteger("vouchsafe.rounds", 1));
                assertRevocationIsHeard(load, old, young);
                assertRevocationIsHeard(load, young, old);

                // What is under way at the old one comes to its end, and nobody goes there any more.
                load.goTo(young);
                load.awaitMore(2);
                assertThat(running.getFirst().stop()).isZero();
                running.add(nodes.start("old", oldPort, NOBODY_TO_TELL, now));
                load.goTo(old, young);
                load.awaitMore(2);
                load.close();
                assertThat(load.failures()).isEmpty();
                nodes.assertNothingIsLost(load);
            }
        } finally {
            running.forEach(VouchsafeProcess::kill);
        }
    }

    /** A token that is revoked at one address ends at the other, which knew it. */
    private static void assertRevocationIsHeard(MixedLoad load, String one, String other) {
        WebSession member = load.browser("carol");
        Tokens tokens = load.connect(member);
        assertThat(load.member(other, tokens.access()).statusCode()).isEqualTo(200);
        assertThat(load.revoke(one, tokens.access()).statusCode()).isEqualTo(200);
        await().until(() -> load.member(other, tokens.access()).statusCode() == 401);
    }

    private static int schema(DebianPostgres postgres) {
        return Integer.parseInt(postgres.read("SELECT max(version::integer) FROM flyway_schema_history"));
    }
}
