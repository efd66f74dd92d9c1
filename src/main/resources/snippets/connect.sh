#!/bin/sh
# Connects one member, reads what they share, refreshes. Needs curl and openssl.
# Run it with: CLIENT_SECRET=... sh connect.sh
set -eu
client_id='@CLIENT_ID@'
redirect_uri='@REDIRECT_URI@'
base='@BASE@'

# PKCE: only whoever made the verifier can use the code.
verifier=$(openssl rand -hex 32)
challenge=$(printf %s "$verifier" | openssl dgst -sha256 -binary | openssl base64 | tr '+/' '-_' | tr -d '=')
state=$(openssl rand -hex 16)

echo "1. Send the member to this address:"
echo "$base@AUTHORIZE_PATH_AND_QUERY@&state=$state&code_challenge=$challenge&code_challenge_method=S256"
echo "   They come back to your redirect URL with a code. Paste it here:"
read -r code

echo "2. Exchange the code for tokens:"
tokens=$(curl -sS --fail-with-body -u "$client_id:$CLIENT_SECRET" "$base/oauth2/token/" \
    -d grant_type=authorization_code --data-urlencode "code=$code" \
    --data-urlencode "redirect_uri=$redirect_uri" -d "code_verifier=$verifier")
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
