package vouchsafe.app.demo;

import java.io.IOException;
import java.time.InstantSource;
import vouchsafe.TestServer;
import vouchsafe.accounts.OperatorAccounts;
import vouchsafe.clients.Clients;
import vouchsafe.embedded.FreePort;
import vouchsafe.projects.Catalogue;
import vouchsafe.projects.Projects;

/** The demo on the server that tests share. Its story is told once, and there all of it happens now. */
public final class DemoServers {
    private static final Object ONE_AT_A_TIME = new Object();

    private DemoServers() {}

    /** The example apps of a filled server; those of an earlier call keep their port, and lose their secrets to these. */
    public static Demo filled(TestServer server) throws IOException {
        synchronized (ONE_AT_A_TIME) {
            return Demo.start(data(server), new StoryClock(), server.url(""), FreePort.find());
        }
    }

    private static DemoData data(TestServer server) {
        return new DemoData(
                server.bean(OperatorAccounts.class),
                server.bean(Projects.class),
                server.bean(Catalogue.class),
                server.bean(Clients.class),
                server.bean(InstantSource.class));
    }
}
