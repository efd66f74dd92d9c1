// Connects one member, reads what they share, refreshes. Needs Node.js 18 or newer.
// Run it with: CLIENT_SECRET=... node connect.mjs
import { createHash, randomBytes } from "node:crypto";
import { createInterface } from "node:readline/promises";

const clientId = "@CLIENT_ID@";
const clientSecret = process.env.CLIENT_SECRET;
const redirectUri = "@REDIRECT_URI@";
const base = "@BASE@";
const credentials = "Basic " + Buffer.from(`${clientId}:${clientSecret}`).toString("base64");

// PKCE: only whoever made the verifier can use the code.
const verifier = randomBytes(48).toString("base64url");
const challenge = createHash("sha256").update(verifier).digest("base64url");

console.log("1. Send the member to this address:");
console.log(base + "/direct-sharing/projects/oauth2/authorize/?" + new URLSearchParams({
    client_id: clientId,
    response_type: "code",
    redirect_uri: redirectUri,
    state: randomBytes(16).toString("hex"),
    code_challenge: challenge,
    code_challenge_method: "S256",
}));
console.log("   They come back to your redirect URL with a code. Paste it here:");
const prompt = createInterface({ input: process.stdin });
const code = (await prompt[Symbol.asyncIterator]().next()).value.trim();
prompt.close();

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

async function token(form) {
    return read(await fetch(base + "/oauth2/token/", {
        method: "POST",
        headers: { Authorization: credentials },
        body: new URLSearchParams(form),
    }));
}

async function read(answer) {
    if (!answer.ok) {
        throw new Error(answer.status + " " + await answer.text());
    }
    return answer.json();
}
