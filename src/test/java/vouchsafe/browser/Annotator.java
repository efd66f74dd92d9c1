package vouchsafe.browser;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.util.concurrent.TimeUnit;

/** Somebody with the annotation client open beside a page: what they do, in the client's own words. */
final class Annotator {
    private final Page page;

    private Annotator(Page page) {
        this.page = page;
    }

    /** Opens a page that embeds the client, and its sidebar. */
    static Annotator open(Page page, String url) {
        page.navigate(url);
        page.locator("hypothesis-sidebar [title='Annotation sidebar']").click();
        Annotator annotator = new Annotator(page);
        annotator.sidebar().getByTestId("top-bar").waitFor();
        return annotator;
    }

    Page page() {
        return page;
    }

    /** The client's document inside the page. */
    Frame sidebar() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (System.nanoTime() < deadline) {
            for (Frame frame : page.frames()) {
                if (frame.url().contains("/app.html")) {
                    return frame;
                }
            }
            page.waitForTimeout(50);
        }
        throw new AssertionError("the client has no frame on " + page.url());
    }

    /** The window that opens when they choose to log in. */
    Page logIn() {
        Locator button = sidebar().getByTestId("login-links").getByText("Log in");
        button.waitFor();
        return page.waitForPopup(button::click);
    }

    /** Through the window, with a password. */
    void signIn(String username, String password) {
        Page window = logIn();
        window.fill("[name=login]", username);
        window.fill("[name=password]", password);
        window.click("main button[type=submit]");
        loggedIn();
    }

    /** Somebody is signed in. */
    void loggedIn() {
        menu().waitFor();
    }

    void logOut() {
        menu().click();
        sidebar().getByText("Log out").click();
        loggedOut();
    }

    /** Nobody is signed in. */
    void loggedOut() {
        sidebar().getByTestId("login-links").waitFor();
    }

    /** Shown to whoever is signed in. */
    private Locator menu() {
        return sidebar().locator("[data-testid=user-menu] [data-testid=menu-toggle-button]");
    }

    /** Selects the words and writes a public note about them. */
    void annotate(String words, String note) {
        select(words);
        // Its key is named beside it, once it is shown.
        page.locator("hypothesis-adder")
                .getByText("Annotate", new Locator.GetByTextOptions().setExact(true))
                .click();
        write(note);
    }

    /** Selects words as a person with a mouse does. */
    void select(String words) {
        page.evaluate("""
            words => {
                const texts = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
                while (texts.nextNode()) {
                    const start = texts.currentNode.data.indexOf(words);
                    if (start < 0) continue;
                    const range = document.createRange();
                    range.setStart(texts.currentNode, start);
                    range.setEnd(texts.currentNode, start + words.length);
                    getSelection().removeAllRanges();
                    getSelection().addRange(range);
                    document.body.dispatchEvent(new MouseEvent("mouseup", { bubbles: true }));
                    return;
                }
                throw new Error("the page has no such words");
            }\
            """, words);
    }

    /** Fills in the editor that is open, and posts. */
    void write(String note) {
        Locator editor = sidebar().getByTestId("annotation-editor");
        editor.locator("textarea, [contenteditable=true]").first().fill(note);
        sidebar().getByTestId("publish-control-button").click();
        sidebar().getByText(note).first().waitFor();
        editor.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
    }

    /** The card of a note. */
    Locator card(String note) {
        return sidebar().locator("[data-testid=thread-card]").filter(new Locator.FilterOptions().setHasText(note));
    }

    /** Something one can do with a note. */
    void act(String note, String action) {
        card(note)
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(action).setExact(true))
                .first()
                .click();
    }

    /** What others changed waits behind a button; this takes it in. */
    void takeUpdates() {
        sidebar().getByTestId("notification").click();
    }

    /** A thread shows that it has answers before it shows them. */
    void showReplies() {
        sidebar().getByText("Show replies").first().click();
    }

    void sees(String note) {
        sidebar().getByText(note).first().waitFor();
    }

    void seesNoMore(String note) {
        sidebar().getByText(note).first().waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
    }
}
