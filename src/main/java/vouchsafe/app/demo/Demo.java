package vouchsafe.app.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import vouchsafe.projects.MasterToken;

/** The example apps beside a demo server. */
public final class Demo implements AutoCloseable {
    private final ExampleApps apps;

    private Demo(ExampleApps apps) {
        this.apps = apps;
    }

    /**
     * Starts the example apps, and fills the server where nobody has yet.
     *
     * @param clock the server's own; the story of the demo moves it
     * @param serverUrl address of the server, without a slash at the end
     * @param appPort TCP port for the apps
     */
    public static Demo start(DemoData data, StoryClock clock, String serverUrl, int appPort) {
        ExampleApps apps;
        try {
            apps = ExampleApps.start(appPort);
        } catch (IOException inUse) {
            throw new UncheckedIOException("the example apps can't listen on port " + appPort, inUse);
        }
        Demo demo = new Demo(apps);
        DemoStory story = new DemoStory(data, clock, serverUrl);
        Optional<MasterToken> beginning = data.fresh() ? Optional.of(story.beginning(demo.appUrl())) : Optional.empty();
        if (beginning.isEmpty()) {
            clock.arrive();
        }
        Map<DemoProject, VouchsafeClient> clients = new EnumMap<>(DemoProject.class);
        data.apps(demo.appUrl()).forEach((project, identity) -> {
            VouchsafeClient client = new VouchsafeClient(
                    serverUrl, identity.clientId(), identity.secret().reveal(), identity.redirectUri());
            clients.put(project, client);
            apps.add(project, new ExampleApp(project, client, clock));
        });
        beginning.ifPresent(onSite -> story.goesOn(demo.appUrl(), clients, onSite));
        return demo;
    }

    /** The address of the example apps. */
    public String appUrl() {
        return "http://127.0.0.1:" + apps.port();
    }

    @Override
    public void close() {
        apps.close();
    }
}
