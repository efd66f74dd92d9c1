"""Connects one member, reads what they share, refreshes. Needs the package requests.

Run it with: CLIENT_SECRET=... python3 connect.py
"""
import base64
import hashlib
import os
import secrets
from urllib.parse import urlencode

import requests

client_id = "@CLIENT_ID@"
client_secret = os.environ["CLIENT_SECRET"]
redirect_uri = "@REDIRECT_URI@"
base = "@BASE@"

# PKCE: only whoever made the verifier can use the code.
verifier = secrets.token_urlsafe(48)
challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()

print("1. Send the member to this address:")
print(base + "/direct-sharing/projects/oauth2/authorize/?" + urlencode({
    "client_id": client_id,
    "response_type": "code",
    "redirect_uri": redirect_uri,
    "state": secrets.token_urlsafe(16),
    "code_challenge": challenge,
    "code_challenge_method": "S256",
}))
print("   They come back to your redirect URL with a code. Paste it here:")
code = input().strip()

print("2. Exchange the code for tokens:")
answer = requests.post(base + "/oauth2/token/", auth=(client_id, client_secret), timeout=30, data={
    "grant_type": "authorization_code",
    "code": code,
    "redirect_uri": redirect_uri,
    "code_verifier": verifier,
})
answer.raise_for_status()
tokens = answer.json()
print(tokens)

print("3. Read what the member shares:")
answer = requests.get(
    base + "/api/direct-sharing/project/exchange-member/",
    headers={"Authorization": "Bearer " + tokens["access_token"]},
    timeout=30,
)
answer.raise_for_status()
print(answer.json())

print("4. Later, when the access token has expired, refresh:")
answer = requests.post(base + "/oauth2/token/", auth=(client_id, client_secret), timeout=30, data={
    "grant_type": "refresh_token",
    "refresh_token": tokens["refresh_token"],
})
answer.raise_for_status()
print(answer.json())
