package vouchsafe.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;

/** Writes what an installation needs beside the program and what only the commands know: shell completion and the manual page. */
final class CommandTexts {
    private CommandTexts() {}

    /**
     * Writes {@code vouchsafe.bash} (for bash, and for zsh with bashcompinit) and {@code vouchsafe.1}.
     *
     * @param arguments the folder, and the version that the manual names
     */
    static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        CommandLine commands = Vouchsafe.commandLine(new Surroundings(Map.of(), java.io.InputStream.nullInputStream()));
        Files.writeString(folder.resolve("vouchsafe.bash"), AutoComplete.bash("vouchsafe", commands));
        Files.writeString(folder.resolve("vouchsafe.1"), ManualPage.of(commands, arguments[1]));
    }
}
