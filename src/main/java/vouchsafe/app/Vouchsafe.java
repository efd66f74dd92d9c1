package vouchsafe.app;

import java.nio.file.Path;
import java.util.Optional;

/** The program: {@code vouchsafe serve} and its sister commands. */
public final class Vouchsafe {
    private Vouchsafe() {}

    public static void main(String[] arguments) {
        Server server = Server.start(new Settings(8080, Path.of("data"), Optional.empty(), Optional.empty()));
        System.out.println("listening on " + server.port());
    }
}
