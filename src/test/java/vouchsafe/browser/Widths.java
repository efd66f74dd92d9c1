package vouchsafe.browser;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;

/** What must hold of a page at every width: nothing is scrolled to sideways, no usual word of a button or a table breaks, the header is short. */
final class Widths {
    /** Around every width at which the style sheets change something, from small phones to wide screens. */
    static final List<Integer> ALL =
            List.of(320, 360, 390, 480, 576, 577, 640, 641, 736, 737, 800, 960, 961, 1024, 1025, 1280, 1920);

    private static final String FAULTS = """
        () => {
            const page = document.documentElement;
            const faults = [];
            if (page.scrollWidth > page.clientWidth) {
                const widest = [...document.body.querySelectorAll("*")]
                    .filter(element => element.getBoundingClientRect().right > page.clientWidth + 1)
                    .map(element => element.tagName + "." + element.className).slice(0, 6).join(", ");
                faults.push("scrolls sideways, " + page.scrollWidth + " wide because of " + widest);
            }
            for (const button of document.querySelectorAll("button, .button, .badge, .copy-button, summary, td, th, dt, label, legend")) {
                // Heads of tables that became lists are for screen readers only.
                    if (button.closest("thead")?.getBoundingClientRect().width < 2) continue;
                    const texts = document.createTreeWalker(button, NodeFilter.SHOW_TEXT);
                while (texts.nextNode()) {
                    if (texts.currentNode.parentElement.closest(".visually-hidden, .menu-name, .any-words")) continue;
                    for (const word of texts.currentNode.data.matchAll(/[^\\s-]+/g)) {
                        if (!/^\\p{L}{1,14}[.,:;]?$/u.test(word[0])) continue;
                        const range = document.createRange();
                        range.setStart(texts.currentNode, word.index);
                        range.setEnd(texts.currentNode, word.index + word[0].length);
                        if (range.getClientRects().length > 1) faults.push("breaks “" + word[0] + "” in " + button.tagName);
                    }
                }
            }
            const lines = new Set([...document.querySelectorAll(".site-bar > *")]
                .filter(part => part.getClientRects().length > 0)
                .map(part => Math.round((part.getBoundingClientRect().top + part.getBoundingClientRect().bottom) / 40)));
            const most = innerWidth > 576 && innerWidth <= 1024 ? 2 : 1;
            if (lines.size > most) faults.push("has " + lines.size + " lines of header");
            return faults;
        }\
        """;

    private Widths() {}

    /** The faults of a page at these widths; its width is the last of them afterwards. */
    static List<String> faults(Page page, String name, List<Integer> widths) {
        List<String> faults = new ArrayList<>();
        for (int width : widths) {
            page.setViewportSize(width, width < 500 ? 844 : 800);
            for (Object fault : (List<?>) page.evaluate(FAULTS)) {
                faults.add(name + " at " + width + " px " + fault);
            }
        }
        return faults;
    }
}
