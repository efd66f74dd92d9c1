package vouchsafe.app;

/** Where log lines go: the terminal's error stream, so that what a command prints stays clean. */
final class Logs {
    private Logs() {}

    /** Must run before the first logger is used: logback reads these properties once. */
    static void configure(Settings settings) {
        System.setProperty(
                "vouchsafe.log.folder", settings.dataFolder().resolve("logs").toString());
        System.setProperty("vouchsafe.log.format", settings.logFormat().name().toLowerCase(java.util.Locale.ROOT));
    }
}
