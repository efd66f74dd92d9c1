package vouchsafe.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The machine's own Chromium, started once per JVM and never downloaded. The one without windows comes first: it makes the same
 * pages in half of the time. Used by one test thread at a time.
 */
final class Chromium {
    private static final List<String> NAMES =
            List.of("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static Optional<Browser> browser = Optional.empty();

    private Chromium() {}

    /** Where the browser lies, empty if this machine has none. */
    static Optional<Path> executable() {
        return Stream.concat(
                        Stream.of("/usr/bin"), Stream.of(System.getenv("PATH").split(":")))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static synchronized Browser start(Path executable) {
        return browser.orElseGet(() -> {
            Playwright playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            Browser started = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(executable)
                            .setHeadless(true)
                            .setArgs(List.of(
                                    "--no-sandbox",
                                    "--disable-gpu",
                                    "--disable-quic",
                                    "--host-resolver-rules=MAP *.example.org 127.0.0.1:" + appSite(),
                                    "--no-first-run",
                                    "--disable-background-networking",
                                    "--disable-component-update",
                                    "--disable-sync",
                                    // Takes the place of Playwright's own list, which also switches off that each site
                                    // has storage of its own for what it frames, as people's browsers do.
                                    "--disable-features=AvoidUnnecessaryBeforeUnloadCheckSync,AutoDeElevate,"
                                            + "BoundaryEventDispatchTracksNodeRemoval,DestroyProfileOnBrowserClose,"
                                            + "DialMediaRouteProvider,GlobalMediaControls,HttpsUpgrades,LensOverlay,"
                                            + "MediaRouter,OptimizationHints,PaintHolding,Translate")));
            Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
            browser = Optional.of(started);
            return started;
        });
    }

    private static int appSite() {
        try {
            return AppSite.start();
        } catch (IOException | GeneralSecurityException failure) {
            throw new IllegalStateException("no site for the apps of tests", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
