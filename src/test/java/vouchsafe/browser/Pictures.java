package vouchsafe.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks how one page looks, and saves pictures of it where the property {@code vouchsafe.pictures} is set: they are for
 * people, and take half of the time.
 */
final class Pictures {
    private static final boolean SAVED = Boolean.getBoolean("vouchsafe.pictures");
    /** What a colour scheme can change. */
    private static final String CONTRAST = "color-contrast";

    private static final List<String> STANDARDS = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    private final Page page;
    private final String name;

    Pictures(Page page, String name) {
        this.page = page;
        this.name = name;
    }

    void take() {
        assertThat(page.title()).as("title of " + name).isNotBlank();
        show(ColorScheme.LIGHT, 1280);
        checkAccessibility("light", new AxeBuilder(page).withTags(STANDARDS));
        save("light");
        show(ColorScheme.DARK, 1280);
        checkAccessibility("dark", new AxeBuilder(page).withRules(List.of(CONTRAST)));
        save("dark");
        // 320 is where content must reflow (WCAG 1.4.10), half a screen is what 200 % zoom leaves (1.4.4), and
        // just above the width at which tables become lists they are tightest.
        assertThat(Widths.faults(page, name, List.of(1920, 960, 737, 736, 641, 320)))
                .isEmpty();
        if (SAVED) {
            show(ColorScheme.LIGHT, 390);
            save("390");
        }
        show(ColorScheme.LIGHT, 1280);
    }

    private void show(ColorScheme scheme, int width) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE));
        page.setViewportSize(width, width < 500 ? 844 : 800);
    }

    private void save(String variant) {
        if (!SAVED) {
            return;
        }
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(Path.of("target", "screens", name + "-" + variant + ".png")));
    }

    private void checkAccessibility(String scheme, AxeBuilder axe) {
        // Without its own blank page for the last step, which costs more than the rules do.
        List<Rule> violations = axe.setLegacyMode(true).analyze().getViolations();
        assertThat(violations.stream().flatMap(Pictures::describe))
                .as("accessibility of " + name + " in " + scheme)
                .isEmpty();
    }

    private static Stream<String> describe(Rule rule) {
        return rule.getNodes().stream()
                .map(node ->
                        rule.getId() + " (" + rule.getHelp() + "): " + node.getHtml() + " " + node.getFailureSummary());
    }
}
