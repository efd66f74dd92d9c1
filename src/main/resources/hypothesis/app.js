// Runs in the client's own document before the client does. The client says "Failed to open login window" whenever the browser
// gives it no hold on the window, even though one may have opened; this says what can be done about it.
(() => {
    "use strict";
    const open = window.open.bind(window);
    window.open = (url, ...more) => {
        const opened = open(url, ...more);
        if (!opened && String(url).includes("/oauth/authorize")) {
            throw new Error("Signing in needs a window that this page can hear. Allow pop-up windows for it; if one did"
                + " open, the page keeps its windows apart (Cross-Origin-Opener-Policy), which only the people who run"
                + " it can change.");
        }
        return opened;
    };
})();
