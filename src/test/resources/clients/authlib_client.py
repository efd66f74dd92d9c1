"""Authlib, from sign-in to revocation, for either dialect. CREDENTIALS says how it shows who it is: header, params, or nothing
for an app without a secret."""
import json
import os
import sys

from authlib.common.security import generate_token
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session

os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"  # The test server speaks plain http on loopback.

token_url, who_am_i = os.environ["TOKEN"], os.environ["WHO_AM_I"]
method = {"header": "client_secret_basic", "params": "client_secret_post", "": "none"}[os.environ["CREDENTIALS"]]
session = OAuth2Session(
    os.environ["CLIENT_ID"],
    os.environ["CLIENT_SECRET"] or None,
    token_endpoint_auth_method=method,
    revocation_endpoint_auth_method=method,
    scope=os.environ["SCOPES"] or None,
    redirect_uri=os.environ["REDIRECT_URI"],
    code_challenge_method="S256",
    token_endpoint=token_url,
)
verifier = generate_token(48)
url, state = session.create_authorization_url(os.environ["AUTHORIZE"], code_verifier=verifier)
print(url, flush=True)
answer = sys.stdin.readline().strip()

try:
    first = dict(session.fetch_token(authorization_response=answer, state=state, code_verifier=verifier))
except OAuthError as refused:
    print(json.dumps({"refused": refused.error}), flush=True)
    sys.exit()
me = session.get(who_am_i)
second = dict(session.refresh_token(token_url))
again = session.get(who_am_i)
revoked = session.revoke_token(os.environ["REVOKE"], token=second["refresh_token"], token_type_hint="refresh_token")
refused = ""
try:
    session.refresh_token(token_url, refresh_token=second["refresh_token"])
except OAuthError as error:
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
