package vouchsafe.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Starts a server on a folder that is thrown away, asks it the commonest things and ends, while the JDK takes notes
 * (JEP 514). The launcher runs this; what comes back does not matter.
 */
@Command(name = "train", hidden = true, description = "Lets the launcher train the JDK's AOT cache.")
final class TrainCommand implements Callable<Integer> {
    private static final int ROUNDS = 3;
    private static final List<String> PAGES = List.of(
            "/health/live",
            "/health/ready",
            "/",
            "/account/login/",
            "/account/signup/",
            "/direct-sharing/projects/oauth2/authorize/?client_id=none&response_type=code",
            "/.well-known/oauth-authorization-server",
            "/api/direct-sharing/project/exchange-member/");

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Override
    public Integer call() throws IOException {
        Settings loaded = settings.load(Map.of(Setting.PORT, "0", Setting.LISTEN, "127.0.0.1"));
        Logs.configure(loaded);
        try (Server server = Server.start(loaded)) {
            for (int round = 0; round < ROUNDS; round++) {
                for (String page : PAGES) {
                    request(server, "GET", page, "");
                }
                request(server, "POST", "/oauth2/token/", "grant_type=refresh_token&refresh_token=none");
            }
        }
        return 0;
    }

    private static void request(Server server, String method, String path, String body) throws IOException {
        URI address = URI.create("http://127.0.0.1:" + server.port() + path);
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setInstanceFollowRedirects(false);
        connection.setRequestMethod(method);
        if (method.equals("POST")) {
            connection.setDoOutput(true);
            connection.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body.getBytes(StandardCharsets.US_ASCII));
            }
        }
        try (InputStream answer =
                connection.getResponseCode() < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            if (answer != null) {
                answer.readAllBytes();
            }
        }
    }
}
