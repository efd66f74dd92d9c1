"""A confidential annotation client with Authlib and a proof key. Authlib shows its secret over Basic unless told otherwise."""
import json
import os
import sys

from authlib.common.security import generate_token
from authlib.integrations.requests_client import OAuth2Session

os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"  # The test server speaks plain http on loopback.

base = os.environ["SERVER"]
session = OAuth2Session(
    os.environ["CLIENT_ID"],
    os.environ["CLIENT_SECRET"],
    scope="annotation:read annotation:write",
    redirect_uri=os.environ["REDIRECT_URI"],
    code_challenge_method="S256",
    token_endpoint=base + "/api/token",
)
verifier = generate_token(48)
url, state = session.create_authorization_url(base + "/oauth/authorize", code_verifier=verifier)
print(url, flush=True)
answer = sys.stdin.readline().strip()

first = dict(session.fetch_token(authorization_response=answer, state=state, code_verifier=verifier))
me = session.get(base + "/api/profile").json()
second = dict(session.refresh_token(base + "/api/token"))
again = session.get(base + "/api/profile").json()
assert again["userid"] == me["userid"], again
revoked = session.revoke_token(base + "/oauth/revoke", token=second["access_token"], token_type_hint="access_token")
print(json.dumps({
    "userid": me["userid"],
    "expires_in": first["expires_in"],
    "scope": first["scope"],
    "rotated": first["refresh_token"] != second["refresh_token"],
    "revoked": revoked.status_code,
    "after": session.get(base + "/api/debug-token").status_code,
}), flush=True)
