# The Python sample of the Open Humans guide "OAuth2 setup", as it is printed there but for addresses and values.
import os, json

received_code = os.environ["CODE"]
your_redirect_url = os.environ["REDIRECT_URI"]
open_humans_access_token_url = os.environ["SERVER"] + "/oauth2/token/"
your_open_humans_client_id = os.environ["CLIENT_ID"]
your_open_humans_client_secret = os.environ["CLIENT_SECRET"]

import requests

data = {
    'grant_type': 'authorization_code',
    'code': received_code,
    'redirect_uri': your_redirect_url
}
token_response = requests.post(
    open_humans_access_token_url,
    data=data,
    auth=requests.auth.HTTPBasicAuth(
        your_open_humans_client_id,
        your_open_humans_client_secret
    )
)
token_data = token_response.json()
access_token = token_data['access_token']
refresh_token = token_data['refresh_token']
seconds_before_expiration = token_data['expires_in']

print(json.dumps(token_data))
