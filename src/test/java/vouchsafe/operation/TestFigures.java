package vouchsafe.operation;

import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.TestServer;
import vouchsafe.files.TestFiles;

/** A server that has grown for a month. */
public final class TestFigures {
    private TestFigures() {}

    /** Days before today with fewer members and connections, and a project that keeps something. */
    public static void growing(TestServer server) {
        TestFiles.create().upload("night.csv", "a,b\n1,2\n");
        server.bean(DailyFigures.class).count();
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        for (int ago = 1; ago < 30; ago++) {
            for (String what : new String[] {"members", "connections"}) {
                server.bean(JdbcClient.class)
                        .sql("UPDATE daily_figures SET figure = :figure WHERE what = :what AND day = :day")
                        .param("figure", Math.max(0, 30 - ago + (ago % 5)))
                        .param("what", what)
                        .param("day", today.minusDays(ago))
                        .update();
            }
        }
        server.bean(Nodes.class).beat();
    }
}
