// Connects one member, reads what they share, refreshes. Needs Node.js 18 or newer.
// Run it with: CLIENT_SECRET=... node connect.mjs
import { createHash, randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { createInterface } from "node:readline/promises";

const clientId = "@CLIENT_ID@";
const clientSecret = process.env.CLIENT_SECRET;
const redirectUri = "@REDIRECT_URI@";
const base = "@BASE@";
if (!clientSecret) {
    stop(2, "CLIENT_SECRET is not set. Copy the client secret from your project's page, or create a new one there:\n"
        + `    ${base}/direct-sharing/projects/manage/\n`
        + "Then run: CLIENT_SECRET=... node connect.mjs");
}
const credentials = "Basic " + Buffer.from(`${clientId}:${clientSecret}`).toString("base64");

// PKCE: only whoever made the verifier can use the code.
const verifier = randomBytes(48).toString("base64url");
const challenge = createHash("sha256").update(verifier).digest("base64url");
const state = randomBytes(16).toString("hex");

const server = await listen();
console.log("1. Send the member to this address:");
console.log(base + "/direct-sharing/projects/oauth2/authorize/?" + new URLSearchParams({
    client_id: clientId,
    response_type: "code",
    redirect_uri: redirectUri,
    state,
    code_challenge: challenge,
    code_challenge_method: "S256",
}));
const code = codeIn(server ? await visit(server) : await pasted());

console.log("2. Exchange the code for tokens:");
const tokens = await token({
    grant_type: "authorization_code",
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
});
console.log(tokens);

console.log("3. Read what the member shares:");
console.log(await read(await fetch(base + "/api/direct-sharing/project/exchange-member/", {
    headers: { Authorization: "Bearer " + tokens.access_token },
})));

console.log("4. Later, when the access token has expired, refresh:");
console.log(await token({ grant_type: "refresh_token", refresh_token: tokens.refresh_token }));

/** A server at the redirect URL, where that is on this machine (RFC 8252 section 7.3); otherwise null. */
async function listen() {
    const match = /^http:\/\/(?:127\.0\.0\.1|localhost)(?::(\d+))?(?:\/|$)/.exec(redirectUri);
    if (!match) {
        return null;
    }
    const made = createServer();
    return new Promise(resolve => {
        made.on("error", () => resolve(null));
        made.listen(Number(match[1] ?? 80), "127.0.0.1", () => resolve(made));
    });
}

/** Waits for the one answer that the member's browser brings. */
async function visit(server) {
    console.log(`   They come back to ${redirectUri}, where this program waits.`);
    return new Promise(resolve => server.on("request", (request, response) => {
        const there = new URL(request.url, redirectUri);
        const found = there.pathname === new URL(redirectUri).pathname;
        response.writeHead(found ? 200 : 404, { "Content-Type": "text/plain; charset=utf-8", Connection: "close" });
        response.end("Thank you. You can close this page; the program goes on.\n");
        if (found) {
            server.close();
            resolve(there.href);
        }
    }));
}

async function pasted() {
    console.log(`   They come back to ${redirectUri}`);
    console.log("   Paste the whole address that the browser shows then, or the code in it:");
    const prompt = createInterface({ input: process.stdin });
    const line = (await prompt[Symbol.asyncIterator]().next()).value.trim();
    prompt.close();
    return line;
}

/** The code of an answer: of the whole address, or of the code alone. */
function codeIn(answer) {
    if (!answer.includes("?")) {
        return answer;
    }
    const query = new URLSearchParams(answer.replace(/^[^?]*\?/, "").replace(/#.*/, ""));
    if (query.has("error")) {
        stop(1, "The answer is: " + query.get("error"));
    }
    if (query.get("state") !== state) {
        stop(1, "That answer belongs to another attempt. Start again.");
    }
    return query.get("code") ?? "";
}

async function token(form) {
    return read(await fetch(base + "/oauth2/token/", {
        method: "POST",
        headers: { Authorization: credentials },
        body: new URLSearchParams(form),
    }));
}

async function read(answer) {
    if (!answer.ok) {
        stop(1, answer.status + " " + await answer.text());
    }
    return answer.json();
}

function stop(status, words) {
    console.error(words);
    process.exit(status);
}
