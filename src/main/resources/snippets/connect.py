"""Connects one member, reads what they share, refreshes. Needs the package requests.

Run it with: CLIENT_SECRET=... python3 connect.py
"""
import base64
import hashlib
import os
import secrets
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

base = "@BASE@"
client_id = "@CLIENT_ID@"
client_secret = os.environ.get("CLIENT_SECRET")
redirect_uri = "@REDIRECT_URI@"
if not client_secret:
    print("CLIENT_SECRET is not set. Copy the client secret from your project's page, or create a new one there:\n"
          f"    {base}/direct-sharing/projects/manage/\n"
          "Then run: CLIENT_SECRET=... python3 connect.py", file=sys.stderr)
    sys.exit(2)

import requests

# PKCE: only whoever made the verifier can use the code.
verifier = secrets.token_urlsafe(48)
challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
state = secrets.token_urlsafe(16)


def listen():
    """A server at the redirect URL, where that is on this machine (RFC 8252 section 7.3); otherwise None."""
    place = urlsplit(redirect_uri)
    if place.scheme != "http" or place.hostname not in ("127.0.0.1", "localhost"):
        return None
    try:
        return HTTPServer(("127.0.0.1", place.port or 80), Answer)
    except OSError:
        return None


class Answer(BaseHTTPRequestHandler):
    """Takes the one answer that the member's browser brings."""

    def do_GET(self):
        if urlsplit(self.path).path == (urlsplit(redirect_uri).path or "/"):
            self.server.answer = self.path
        self.send_response(200 if self.server.answer else 404)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.end_headers()
        self.wfile.write(b"Thank you. You can close this page; the program goes on.\n")

    def log_message(self, *arguments):
        pass


def code_in(answer):
    """The code of an answer: of the whole address, or of the code alone."""
    if "?" not in answer:
        return answer
    query = {name: values[0] for name, values in parse_qs(urlsplit(answer).query).items()}
    if "error" in query:
        sys.exit("The answer is: " + query["error"])
    if query.get("state") != state:
        sys.exit("That answer belongs to another attempt. Start again.")
    return query.get("code", "")


def read(answer):
    if not answer.ok:
        sys.exit(f"answered {answer.status_code}: {answer.text}")
    print(answer.json())
    return answer.json()


server = listen()
print("1. Send the member to this address:")
print(base + "/direct-sharing/projects/oauth2/authorize/?" + urlencode({
    "client_id": client_id,
    "response_type": "code",
    "redirect_uri": redirect_uri,
    "state": state,
    "code_challenge": challenge,
    "code_challenge_method": "S256",
}))
if server:
    print(f"   They come back to {redirect_uri}, where this program waits.", flush=True)
    server.answer = None
    while not server.answer:
        server.handle_request()
    server.server_close()
    code = code_in(server.answer)
else:
    print(f"   They come back to {redirect_uri}")
    print("   Paste the whole address that the browser shows then, or the code in it:", flush=True)
    code = code_in(input().strip())

print("2. Exchange the code for tokens:")
tokens = read(requests.post(base + "/oauth2/token/", auth=(client_id, client_secret), timeout=30, data={
    "grant_type": "authorization_code",
    "code": code,
    "redirect_uri": redirect_uri,
    "code_verifier": verifier,
}))

print("3. Read what the member shares:")
read(requests.get(
    base + "/api/direct-sharing/project/exchange-member/",
    headers={"Authorization": "Bearer " + tokens["access_token"]},
    timeout=30,
))

print("4. Later, when the access token has expired, refresh:")
read(requests.post(base + "/oauth2/token/", auth=(client_id, client_secret), timeout=30, data={
    "grant_type": "refresh_token",
    "refresh_token": tokens["refresh_token"],
}))
