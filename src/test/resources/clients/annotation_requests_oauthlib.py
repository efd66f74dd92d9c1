"""A public annotation client with requests-oauthlib, from sign-in to revocation."""
import json
import os
import sys

os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"  # The test server speaks plain http on loopback.

from requests_oauthlib import OAuth2Session

base = os.environ["SERVER"]
client_id = os.environ["CLIENT_ID"]
scopes = ["annotation:read", "annotation:write"]

session = OAuth2Session(client_id, redirect_uri=os.environ["REDIRECT_URI"], scope=scopes)
url, state = session.authorization_url(base + "/oauth/authorize")
print(url, flush=True)
answer = sys.stdin.readline().strip()

first = dict(session.fetch_token(base + "/api/token", authorization_response=answer, include_client_id=True))
me = session.get(base + "/api/profile").json()
second = dict(session.refresh_token(base + "/api/token"))
again = session.get(base + "/api/profile").json()
assert again["userid"] == me["userid"], again
revoked = session.post(base + "/oauth/revoke", data={"token": second["refresh_token"]}, withhold_token=True)
print(json.dumps({
    "userid": me["userid"],
    "expires_in": first["expires_in"],
    "scope": " ".join(first["scope"]),
    "rotated": first["refresh_token"] != second["refresh_token"],
    "revoked": revoked.status_code,
    "after": session.get(base + "/api/debug-token").status_code,
}), flush=True)
