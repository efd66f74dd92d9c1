"""The whole life of a connection, with Authlib and a proof key."""
import json
import os
import sys

from authlib.common.security import generate_token
from authlib.integrations.requests_client import OAuth2Session

os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"  # The test server speaks plain http on loopback.

base = os.environ["SERVER"]
token_url = base + "/oauth2/token/"
session = OAuth2Session(
    os.environ["CLIENT_ID"],
    os.environ["CLIENT_SECRET"],
    redirect_uri=os.environ["REDIRECT_URI"],
    code_challenge_method="S256",
    token_endpoint=token_url,
)
verifier = generate_token(48)
url, state = session.create_authorization_url(
    base + "/direct-sharing/projects/oauth2/authorize/", code_verifier=verifier)
print(url, flush=True)
answer = sys.stdin.readline().strip()

first = dict(session.fetch_token(token_url, authorization_response=answer, state=state, code_verifier=verifier))
member = session.get(base + "/api/direct-sharing/project/exchange-member/")
member.raise_for_status()
second = dict(session.refresh_token(token_url))
again = session.get(base + "/api/direct-sharing/project/exchange-member/")
again.raise_for_status()
revoked = session.revoke_token(base + "/oauth2/revoke_token/", token=second["access_token"], token_type_hint="access_token")
after = session.get(base + "/api/direct-sharing/project/exchange-member/")
print(json.dumps({
    "project_member_id": member.json()["project_member_id"],
    "expires_in": first["expires_in"],
    "rotated": first["refresh_token"] != second["refresh_token"],
    "revoked": revoked.status_code,
    "after": after.status_code,
}), flush=True)
