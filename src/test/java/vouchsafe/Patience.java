package vouchsafe;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Lets every test that waits for a condition wait as long as a slow machine may need, not the ten seconds of the library. */
public final class Patience implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(2));
        // Another class's relay or proxy may die of a broken connection at that moment, as it should.
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
    }
}
