package vouchsafe.app;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a server until it is told to stop. */
@Command(name = "serve", description = "Start the server.")
final class ServeCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(names = "--port", paramLabel = "N", description = "TCP port; 0 picks a free one; default: 8080.")
    private @Nullable String port;

    @Option(names = "--base-url", paramLabel = "URL", description = "Where people reach this server.")
    private @Nullable String baseUrl;

    @Override
    public Integer call() throws InterruptedException {
        Map<Setting, String> options = new EnumMap<>(Setting.class);
        SettingsOptions.put(options, Setting.PORT, port);
        SettingsOptions.put(options, Setting.BASE_URL, baseUrl);
        Settings loaded = settings.load(options);
        return Serving.serve(loaded, settings.systemd(), server -> Welcome.print(server, loaded));
    }
}
