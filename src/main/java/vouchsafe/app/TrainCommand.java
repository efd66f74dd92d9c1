package vouchsafe.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Starts a server on a folder that is thrown away, sends it the commonest requests and ends, while the JDK takes notes (JEP
 * 514). The launcher runs this; the answers do not matter. No setting of the operator may reach it, since its notes are
 * kept for good: so it takes no settings, and refuses an environment that could hold one.
 */
@Command(name = "train", hidden = true, description = "Lets the launcher train the JDK's AOT cache.")
final class TrainCommand implements Callable<Integer> {
    /** The variables that Java, and the programs it starts, need. */
    private static final Set<String> HARMLESS = Set.of(
            "PATH",
            "HOME",
            "TMPDIR",
            "XDG_CACHE_HOME",
            "LANG",
            "LC_ALL",
            "LC_CTYPE",
            "MALLOC_ARENA_MAX",
            "PWD",
            "OLDPWD",
            "SHLVL");

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

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "An empty folder to throw away.")
    private Path data = Path.of("");

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        rejectVariables(Surroundings.of(command).environment().keySet());
        rejectKeptFolder(data);
        Settings throwAway = Settings.of(Map.of(Setting.PORT, "0", Setting.DATA_DIR, data.toString()));
        Logs.configure(throwAway);
        CompletableFuture<Server> started = new CompletableFuture<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started), "stop"));
        try {
            Server server = Server.start(throwAway);
            started.complete(server);
            learn(server);
        } finally {
            started.cancel(false);
        }
        return 0;
    }

    /** Refuses further variables. The message names one of them, our own first, and never its value. */
    static void rejectVariables(Set<String> environment) {
        environment.stream()
                .filter(name -> !HARMLESS.contains(name) && !ofTheSystem(name))
                .min(Comparator.comparing((String name) -> !name.startsWith("VOUCHSAFE_"))
                        .thenComparing(Comparator.naturalOrder()))
                .ifPresent(name -> {
                    throw new InvalidSettings("training takes no settings, so that it cannot touch what is"
                            + " yours, and " + name + " is set. The launcher trains by itself when it serves;"
                            + " by hand it is env -i PATH=\"$PATH\" and this command");
                });
    }

    /** Whether macOS sets this variable in every process, or shells in some. */
    private static boolean ofTheSystem(String name) {
        return name.startsWith("__CF") || name.startsWith("JAVA_MAIN_CLASS_") || name.equals("_");
    }

    /** Refuses a folder with files in it: it is in use, and could hold a configuration file. */
    private static void rejectKeptFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> content = Files.list(folder)) {
            if (content.findAny().isPresent()) {
                throw new InvalidSettings("training throws its data folder away, and " + folder
                        + " has something in it; name an empty one with --data");
            }
        }
    }

    /** Stops the server, so that its database ends with the training even where that failed. */
    private static void stop(CompletableFuture<Server> started) {
        if (started.handle((server, failure) -> failure == null).join()) {
            started.join().close();
        }
    }

    private static void learn(Server server) throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            for (String page : PAGES) {
                request(server, "GET", page, "");
            }
            request(server, "POST", "/oauth2/token/", "grant_type=refresh_token&refresh_token=none");
        }
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
