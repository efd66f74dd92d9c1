package vouchsafe.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vouchsafe.db.DebianPostgres;
import vouchsafe.embedded.FreePort;

/**
 * Two nodes behind haproxy are restarted one after the other while people and apps go on: nobody notices. More rounds:
 * {@code -Dvouchsafe.rounds=20}.
 */
@Tag("slow")
@Order(1)
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class RollingRestartTest {
    /** Much longer than haproxy's two checks take, also where the machine is slow. */
    private static final Map<String, String> NOTICE =
            Map.of("VOUCHSAFE_STOP_NOTICE", "6s", "VOUCHSAFE_STOP_PATIENCE", "5m");

    @TempDir
    Path folder;

    @Test
    void a_rolling_restart_loses_no_request_and_needs_no_second_try() throws Exception {
        int front = FreePort.find();
        int[] ports = {FreePort.find(), FreePort.find()};
        String[] names = {"a", "b"};
        List<String> program = Program.ofThisBuild().arguments();
        String url = "http://127.0.0.1:" + front;
        try (DebianPostgres postgres = DebianPostgres.start(folder);
                Haproxy haproxy = Haproxy.start(folder, front, ports[0], ports[1])) {
            TwoNodes nodes = new TwoNodes(folder, postgres, url);
            VouchsafeProcess[] running = new VouchsafeProcess[2];
            try {
                for (int i = 0; i < 2; i++) {
                    running[i] = nodes.start(names[i], ports[i], NOTICE, program);
                    haproxy.awaitUp(names[i]);
                }
                try (MixedLoad load = new MixedLoad(nodes.people(program), url)) {
                    load.begin();
                    load.awaitMore(2);
                    for (int round = 0; round < Integer.getInteger("vouchsafe.rounds", 1); round++) {
                        for (int i = 0; i < 2; i++) {
                            running[i].signal("TERM");
                            assertThat(running[i].awaitEnd()).isZero();
                            load.awaitMore(1);
                            running[i] = nodes.start(names[i], ports[i], NOTICE, program);
                            haproxy.awaitUp(names[i]);
                            load.awaitMore(1);
                        }
                    }
                    load.close();
                    assertThat(load.failures()).isEmpty();
                    nodes.assertNothingIsLost(load);
                }
                for (String figure : List.of("wretr", "wredis", "econ", "eresp", "hrsp_5xx", "cli_abrt", "srv_abrt")) {
                    assertThat(haproxy.figure("BACKEND", figure)).as(figure).isEqualTo("0");
                }
                for (String name : names) {
                    assertThat(Integer.parseInt(haproxy.figure(name, "chkdown")))
                            .isPositive();
                    assertThat(Files.readString(folder.resolve(name + "/logs/server.log")))
                            .contains("told to stop")
                            .doesNotContain("result=impatient");
                }
            } finally {
                for (VouchsafeProcess node : running) {
                    if (node != null) {
                        node.kill();
                    }
                }
            }
        }
    }
}
