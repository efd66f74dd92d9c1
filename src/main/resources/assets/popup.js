// Tells the window that opened this popup how it went.
"use strict";

const settings = JSON.parse(document.querySelector("script.js-hypothesis-settings").textContent);
const consent = document.querySelector("form[data-popup]");

function tell(message) {
    if (!window.opener) {
        return false;
    }
    window.opener.postMessage({ ...message, state: settings.state }, settings.origin);
    return true;
}

if (consent) {
    let answered = false;
    consent.addEventListener("submit", () => { answered = true; });
    window.addEventListener("beforeunload", () => {
        if (!answered) {
            tell({ type: "authorization_canceled" });
        }
    });
} else if (settings.code) {
    if (tell({ type: "authorization_response", code: settings.code })) {
        window.close();
    } else {
        console.error("The window that asked for this authorization is gone.");
    }
} else {
    tell({ type: "authorization_canceled" });
    window.close();
}
