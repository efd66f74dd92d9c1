package vouchsafe.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.AutoComplete;

/** Writes what completes the commands and options in a shell, for the packages. */
final class ShellCompletion {
    private ShellCompletion() {}

    /** @param arguments the file to write, for bash and for zsh with bashcompinit */
    static void main(String[] arguments) throws IOException {
        Surroundings none = new Surroundings(Map.of(), java.io.InputStream.nullInputStream());
        Files.writeString(Path.of(arguments[0]), AutoComplete.bash("vouchsafe", Vouchsafe.commandLine(none)));
    }
}
