"""The whole life of a connection, with requests-oauthlib. Reads its settings from the environment, one line in, one line out."""
import json
import os
import sys

os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"  # The test server speaks plain http on loopback.

from requests.auth import HTTPBasicAuth
from requests_oauthlib import OAuth2Session

base = os.environ["SERVER"]
client_id = os.environ["CLIENT_ID"]
client_secret = os.environ["CLIENT_SECRET"]
token_url = base + "/oauth2/token/"

session = OAuth2Session(client_id, redirect_uri=os.environ["REDIRECT_URI"])
url, state = session.authorization_url(base + "/direct-sharing/projects/oauth2/authorize/")
print(url, flush=True)
answer = sys.stdin.readline().strip()

first = dict(session.fetch_token(token_url, authorization_response=answer, client_secret=client_secret))
member = session.get(base + "/api/direct-sharing/project/exchange-member/")
member.raise_for_status()
second = dict(session.refresh_token(token_url, auth=HTTPBasicAuth(client_id, client_secret)))
again = session.get(base + "/api/direct-sharing/project/exchange-member/")
again.raise_for_status()
revoked = session.post(
    base + "/oauth2/revoke_token/",
    data={"token": second["refresh_token"]},
    auth=HTTPBasicAuth(client_id, client_secret),
    withhold_token=True,
)
after = session.get(base + "/api/direct-sharing/project/exchange-member/")
print(json.dumps({
    "project_member_id": member.json()["project_member_id"],
    "expires_in": first["expires_in"],
    "rotated": first["refresh_token"] != second["refresh_token"],
    "revoked": revoked.status_code,
    "after": after.status_code,
}), flush=True)
