"""A project from its first member to its last call, with documented HTTP calls only: authorization, reading, messages,
uploads, withdrawal, reauthorization. Prints what a person has to do, and reads what came of it; ends with one line of JSON."""
import hashlib
import json
import os
import sys
from urllib.parse import parse_qs, urlparse

import requests

SERVER = os.environ["SERVER"]
CLIENT = (os.environ["CLIENT_ID"], os.environ["CLIENT_SECRET"])
REDIRECT_URI = os.environ["REDIRECT_URI"]
MASTER = os.environ["MASTER_TOKEN"]
API = SERVER + "/api/direct-sharing/project/"


def ask_person(what):
    print(what, flush=True)
    return sys.stdin.readline().strip()


def expect(response, status):
    if response.status_code != status:
        raise SystemExit(f"{response.request.method} {response.request.url}: {response.status_code} {response.text[:400]}")
    return response


def bearer(token):
    return {"Authorization": "Bearer " + token}


def authorize():
    url = SERVER + "/direct-sharing/projects/oauth2/authorize/?client_id=" + CLIENT[0] + "&response_type=code"
    code = parse_qs(urlparse(ask_person(url)).query)["code"][0]
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": REDIRECT_URI}
    return expect(requests.post(SERVER + "/oauth2/token/", data=form, auth=CLIENT), 200).json()


def member(token):
    return expect(requests.get(API + "exchange-member/", headers=bearer(token)), 200).json()


def all_pages(url):
    while url:
        page = expect(requests.get(url), 200).json()
        yield from page["results"]
        url = page["next"]


def names(listing):
    return sorted(file["basename"] for file in listing["data"])


# Step 5: a member authorizes the project.
tokens = authorize()
me = member(tokens["access_token"])
number = me["project_member_id"]

# Step 7: what the member shared is there, for the member's token and for the project's own.
shared = [file for file in me["data"] if file["source"] in me["sources_shared"]]
download = expect(requests.get(shared[0]["download_url"]), 200)
assert download.url.split("?")[0].endswith("/" + shared[0]["basename"])
assert int(download.headers["Content-Length"]) == len(download.content)
everyone = list(all_pages(API + "members/?limit=1&access_token=" + MASTER))
assert number in [each["project_member_id"] for each in everyone]
again = expect(requests.get(next(each for each in everyone if each["project_member_id"] == number)["exchange_member"]), 200)
assert names(again.json()) == names(me)

# Step 8: messages, to one in a list and to all.
letter = {"subject": "Your diary", "message": "Hello {{ PROJECT_MEMBER_ID }}, thank you."}
one = requests.post(API + "message/", headers=bearer(MASTER), json={**letter, "project_member_ids": [number]})
assert expect(one, 200).json() == "success"
form = [("subject", "All"), ("message", "To everyone."), ("all_members", "True")]
assert expect(requests.post(API + "message/?access_token=" + MASTER, data=form), 200).json() == "success"

# Step 9: uploads, in one form and in three steps; then one is deleted.
content = b"night,hours\n1,7.5\n"
metadata = json.dumps(
    {"description": "Sleep", "tags": ["sleep"], "md5": hashlib.md5(content).hexdigest()})
fields = {"project_member_id": number, "metadata": metadata}
simple = expect(
    requests.post(
        API + "files/upload/", headers=bearer(MASTER), data=fields, files={"data_file": ("sleep.csv", content)}), 201)
direct = expect(
    requests.post(API + "files/upload/direct/?access_token=" + MASTER, data={**fields, "filename": "direct.csv"}),
    201).json()
before = names(member(tokens["access_token"]))
expect(requests.put(direct["url"], data=content), 200)
done = expect(
    requests.post(
        API + "files/upload/complete/?access_token=" + MASTER,
        data={"project_member_id": number, "file_id": direct["id"]}), 200).json()
assert done["size"] == len(content)
after = names(member(tokens["access_token"]))
own = next(file for file in member(tokens["access_token"])["data"] if file["basename"] == "direct.csv")
assert expect(requests.get(own["download_url"]), 200).content == content
deleted = expect(
    requests.post(
        API + "files/delete/?access_token=" + MASTER,
        data={"project_member_id": number, "file_basename": "direct.csv"}), 200).json()
assert deleted["ids"] == [direct["id"]]

# A token is renewed; the one before is worth nothing.
renewed = expect(
    requests.post(
        SERVER + "/oauth2/token/",
        data={"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}, auth=CLIENT), 200).json()
old = requests.get(API + "exchange-member/", headers=bearer(tokens["access_token"])).status_code

# Step 6: the member withdraws, and nothing of theirs is in reach; then they come back under the same number.
link = member(renewed["access_token"])["data"][0]["download_url"]
ask_person("withdraw")
gone = {
    "token": requests.get(API + "exchange-member/", headers=bearer(renewed["access_token"])).status_code,
    "refresh": requests.post(
        SERVER + "/oauth2/token/",
        data={"grant_type": "refresh_token", "refresh_token": renewed["refresh_token"]}, auth=CLIENT).status_code,
    "link": requests.get(link).status_code,
    "master": requests.get(
        API + "exchange-member/", params={"access_token": MASTER, "project_member_id": number}).status_code,
    "upload": requests.post(
        API + "files/upload/", headers=bearer(MASTER), data=fields, files={"data_file": ("late.csv", content)}).status_code,
    "message": requests.post(
        API + "message/", headers=bearer(MASTER), json={**letter, "project_member_ids": [number]}).status_code,
    "listed": number in [each["project_member_id"] for each in all_pages(API + "members/?access_token=" + MASTER)],
}
back = member(authorize()["access_token"])

print(json.dumps({
    "number": number,
    "same_number": back["project_member_id"] == number,
    "before": before,
    "after": after,
    "uploaded": simple.json()["id"] > 0,
    "old_token": old,
    "gone": gone,
}))
