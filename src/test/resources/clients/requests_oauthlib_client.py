"""requests-oauthlib, from sign-in to revocation, for either dialect. CREDENTIALS says how it shows who it is: header, params,
or nothing for an app without a secret. This version makes no challenge by itself; an app hands one in."""
import base64
import hashlib
import json
import os
import secrets
import sys

os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"  # The test server speaks plain http on loopback.

from oauthlib.oauth2 import OAuth2Error
from requests.auth import HTTPBasicAuth
from requests_oauthlib import OAuth2Session

client_id, secret = os.environ["CLIENT_ID"], os.environ["CLIENT_SECRET"]
token_url, who_am_i = os.environ["TOKEN"], os.environ["WHO_AM_I"]
in_the_header = os.environ["CREDENTIALS"] == "header"
session = OAuth2Session(client_id, redirect_uri=os.environ["REDIRECT_URI"], scope=os.environ["SCOPES"].split() or None)
verifier = secrets.token_urlsafe(48)
challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
url, state = session.authorization_url(
    os.environ["AUTHORIZE"], code_challenge=challenge, code_challenge_method="S256")
print(url, flush=True)
answer = sys.stdin.readline().strip()

auth = HTTPBasicAuth(client_id, secret) if in_the_header else None
named = {} if in_the_header else {"client_id": client_id, **({"client_secret": secret} if secret else {})}
try:
    first = dict(session.fetch_token(
        token_url,
        authorization_response=answer,
        code_verifier=verifier,
        client_secret=secret or None,
        auth=auth,
        include_client_id=not in_the_header))
except OAuth2Error as refused:
    print(json.dumps({"refused": refused.error}), flush=True)
    sys.exit()
me = session.get(who_am_i)
second = dict(session.refresh_token(token_url, auth=auth, **named))
again = session.get(who_am_i)
revoked = session.post(
    os.environ["REVOKE"], data={"token": second["refresh_token"], **named}, auth=auth, withhold_token=True)
refused = ""
try:
    session.refresh_token(token_url, refresh_token=second["refresh_token"], auth=auth, **named)
except OAuth2Error as error:
    refused = error.error
print(json.dumps({
    "status": me.status_code,
    "me": me.json() if "json" in me.headers["Content-Type"] else {},
    "type": first["token_type"],
    "seconds": first["expires_in"],
    "rotated": first["refresh_token"] != second["refresh_token"] and first["access_token"] != second["access_token"],
    "again": again.status_code,
    "access": second["access_token"],
    "revoked": revoked.status_code,
    "refused": refused,
}), flush=True)
