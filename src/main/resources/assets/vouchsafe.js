// Small comforts. Every page is complete without this file.
"use strict";

/** Adds a copy button, and a show button for secrets, to every <span data-copy>. */
function equipCopy(place) {
    const code = place.querySelector("code");
    const label = place.dataset.copyLabel || "value";
    if (place.hasAttribute("data-secret")) {
        place.append(secretToggle(place, code, label));
    }
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy-button";
    button.textContent = "Copy";
    button.setAttribute("aria-label", "Copy " + label);
    button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(code.dataset.value || code.textContent);
        button.textContent = "Copied";
        say(label + " copied");
        setTimeout(() => { button.textContent = "Copy"; }, 2000);
    });
    place.append(button);
}

function secretToggle(place, code, label) {
    const toggle = document.createElement("button");
    const value = code.textContent;
    toggle.type = "button";
    toggle.className = "copy-button";
    code.dataset.value = value;
    const show = shown => {
        code.textContent = shown ? value : "•".repeat(24);
        toggle.textContent = shown ? "Hide" : "Show";
        toggle.setAttribute("aria-label", (shown ? "Hide " : "Show ") + label);
    };
    let shown = false;
    toggle.addEventListener("click", () => { shown = !shown; show(shown); });
    show(false);
    return toggle;
}

/** Copy buttons for code blocks of the documentation and of snippets. */
function equipCode(block) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy-button";
    button.textContent = "Copy";
    button.setAttribute("aria-label", "Copy this code");
    button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(block.querySelector("code").textContent);
        button.textContent = "Copied";
        say("Code copied");
        setTimeout(() => { button.textContent = "Copy"; }, 2000);
    });
    const frame = document.createElement("div");
    frame.className = "code-frame";
    block.replaceWith(frame);
    frame.append(block, button);
}

/** Tells screen readers what happened. */
function say(text) {
    let place = document.getElementById("announcements");
    if (!place) {
        place = document.createElement("div");
        place.id = "announcements";
        place.className = "visually-hidden";
        place.setAttribute("role", "status");
        document.body.append(place);
    }
    place.textContent = text;
}

if (navigator.clipboard) {
    document.querySelectorAll("[data-copy]").forEach(equipCopy);
    document.querySelectorAll("pre:has(> code)").forEach(equipCode);
}

// A question that opens below its button without this file: here the browser asks it.
document.querySelectorAll("details.ask").forEach(ask => {
    const button = ask.querySelector("button");
    button.dataset.confirm = ask.querySelector("p").textContent;
    button.replaceChildren(...ask.querySelector("summary").childNodes);
    ask.replaceWith(button);
});
document.addEventListener("click", event => {
    const button = event.target.closest("[data-confirm]");
    if (button && !window.confirm(button.dataset.confirm)) {
        event.preventDefault();
    }
});

// The account menu closes when the reader goes elsewhere, and on Escape.
document.querySelectorAll("[data-menu]").forEach(menu => {
    document.addEventListener("click", event => {
        if (!menu.contains(event.target)) {
            menu.open = false;
        }
    });
    menu.addEventListener("keydown", event => {
        if (event.key === "Escape" && menu.open) {
            menu.open = false;
            menu.querySelector("summary").focus();
        }
    });
});

// A form that came back with errors is read from its summary.
document.querySelector("[data-focus]")?.focus();

/** Counts what is typed into a field with a limit, in characters as the server does; nothing is cut. */
function equipCounter(field) {
    const longest = Number(field.dataset.longest);
    const counter = document.createElement("p");
    counter.className = "field-count";
    field.after(counter);
    let over = false;
    const count = () => {
        const length = [...field.value.trim()].length;
        const left = longest - length;
        counter.hidden = length === 0 || left > Math.max(10, longest / 5);
        counter.textContent = left < 0
            ? length + " characters: " + -left + " more than the " + longest + " there is room for"
            : length + " of " + longest + " characters";
        counter.classList.toggle("field-count-over", left < 0);
        if (left < 0 && !over) {
            say("This text is longer than the " + longest + " characters there is room for.");
        }
        over = left < 0;
    };
    field.addEventListener("input", count);
    count();
}
document.querySelectorAll("[data-longest]").forEach(equipCounter);

// Times are sent in UTC; beside the pointer they show in the reader's own zone.
document.querySelectorAll("time[datetime]").forEach(time => {
    const at = new Date(time.dateTime);
    if (!Number.isNaN(at.getTime())) {
        time.title = at.toLocaleString(undefined, { dateStyle: "long", timeStyle: "long" });
    }
});

// Sending a form twice by a double click helps no one, though the server does what it is for once. Whoever comes back to the
// page may send it again.
window.addEventListener("pageshow", event => {
    if (event.persisted) {
        document.querySelectorAll("form[data-sent]").forEach(form => { delete form.dataset.sent; });
    }
});
document.addEventListener("submit", event => {
    if (event.target.dataset.sent) {
        event.preventDefault();
    } else if (event.target.method === "post") {
        event.target.dataset.sent = "true";
        setTimeout(() => { delete event.target.dataset.sent; }, 4000);
    }
});

// The page that opened a window may be unable to hear it (Cross-Origin-Opener-Policy cuts the tie between them).
document.querySelectorAll("[data-alone]").forEach(notice => { notice.hidden = window.opener !== null; });
document.querySelectorAll("[data-answered]").forEach(answer => { answer.hidden = window.opener === null; });
