package vouchsafe.app.demo;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The example app beside a demo server. */
public final class Demo implements AutoCloseable {
    private final SleepDiary app;

    private Demo(SleepDiary app) {
        this.app = app;
    }

    /**
     * Fills the server and starts the example app.
     *
     * @param serverUrl address of the server, without a slash at the end
     * @param appPort TCP port for the app
     */
    public static Demo start(DemoData data, String serverUrl, int appPort) {
        DemoData.ExampleApp example = data.fill("http://127.0.0.1:" + appPort);
        VouchsafeClient client = new VouchsafeClient(
                serverUrl, example.clientId(), example.secret().reveal(), example.redirectUri());
        try {
            return new Demo(SleepDiary.start(appPort, client));
        } catch (IOException inUse) {
            throw new UncheckedIOException("the example app can't listen on port " + appPort, inUse);
        }
    }

    /** The address of the example app. */
    public String appUrl() {
        return "http://127.0.0.1:" + app.port();
    }

    @Override
    public void close() {
        app.close();
    }
}
