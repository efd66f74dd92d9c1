#!/bin/sh
# Connects one member, reads what they share, refreshes. Needs curl and openssl.
# Run it with: CLIENT_SECRET=... sh connect.sh
set -eu
client_id='@CLIENT_ID@'
redirect_uri='@REDIRECT_URI@'
base='@BASE@'
if [ -z "${CLIENT_SECRET:-}" ]; then
    echo "CLIENT_SECRET is not set. Copy the client secret from your project's page, or create a new one there:" >&2
    echo "    $base/direct-sharing/projects/manage/" >&2
    echo "Then run: CLIENT_SECRET=... sh connect.sh" >&2
    exit 2
fi

# PKCE: only whoever made the verifier can use the code.
verifier=$(openssl rand -hex 32)
challenge=$(printf %s "$verifier" | openssl dgst -sha256 -binary | openssl base64 | tr '+/' '-_' | tr -d '=')
state=$(openssl rand -hex 16)

echo "1. Send the member to this address:"
echo "$base@AUTHORIZE_PATH_AND_QUERY@&state=$state&code_challenge=$challenge&code_challenge_method=S256"
echo "   They come back to $redirect_uri"
echo "   The browser may say that nothing answers there. Paste the whole address it shows then, or the code in it:"
read -r answer

# The part of the answer's query behind this name.
part() { printf %s "$answer" | sed -n "s/^[^?]*?\(.*&\)*$1=\([^&#]*\).*/\2/p"; }
case $answer in
*\?*)
    if [ -n "$(part error)" ]; then echo "The answer is: $(part error)" >&2; exit 1; fi
    if [ "$(part state)" != "$state" ]; then echo "That answer belongs to another attempt. Start again." >&2; exit 1; fi
    code=$(part code) ;;
*) code=$answer ;;
esac

echo "2. Exchange the code for tokens:"
tokens=$(curl -sS --fail-with-body -u "$client_id:$CLIENT_SECRET" "$base/oauth2/token/" \
    -d grant_type=authorization_code --data-urlencode "code=$code" \
    --data-urlencode "redirect_uri=$redirect_uri" -d "code_verifier=$verifier") || { echo "$tokens" >&2; exit 1; }
echo "$tokens"
access_token=$(printf %s "$tokens" | sed -n 's/.*"access_token": *"\([^"]*\)".*/\1/p')
refresh_token=$(printf %s "$tokens" | sed -n 's/.*"refresh_token": *"\([^"]*\)".*/\1/p')

echo "3. Read what the member shares:"
curl -sS --fail-with-body -H "Authorization: Bearer $access_token" "$base/api/direct-sharing/project/exchange-member/"
echo

echo "4. Later, when the access token has expired, refresh:"
curl -sS --fail-with-body -u "$client_id:$CLIENT_SECRET" "$base/oauth2/token/" \
    -d grant_type=refresh_token --data-urlencode "refresh_token=$refresh_token"
echo
