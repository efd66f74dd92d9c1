package vouchsafe.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Collects what pages complain about: script errors and content the security policy blocked. */
final class Console {
    private final List<String> errors = new CopyOnWriteArrayList<>();

    Console(BrowserContext context) {
        context.onConsoleMessage(this::note);
        context.onWebError(error -> errors.add(error.error()));
    }

    List<String> errors() {
        return errors;
    }

    private void note(ConsoleMessage message) {
        if (message.type().equals("error") && !isStatusOfThePage(message)) {
            errors.add(message.text() + " at " + message.location());
        }
    }

    /** Chromium also logs an error when the page itself answers 4xx or 5xx, which tests of error pages want. */
    private static boolean isStatusOfThePage(ConsoleMessage message) {
        return message.text().startsWith("Failed to load resource")
                && !message.location().contains("/assets/");
    }
}
