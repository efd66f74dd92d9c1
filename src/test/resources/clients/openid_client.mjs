// The whole life of a connection, with openid-client (and oauth4webapi below it), found by the server's metadata.
import * as client from 'openid-client'
import readline from 'node:readline'

const base = process.env.SERVER
const configuration = await client.discovery(
  new URL(base), process.env.CLIENT_ID, undefined, client.ClientSecretBasic(process.env.CLIENT_SECRET),
  { algorithm: 'oauth2', execute: [client.allowInsecureRequests] })
const verifier = client.randomPKCECodeVerifier()
const state = client.randomState()
console.log(client.buildAuthorizationUrl(configuration, {
  redirect_uri: process.env.REDIRECT_URI,
  code_challenge: await client.calculatePKCECodeChallenge(verifier),
  code_challenge_method: 'S256',
  state
}).href)
const answer = new URL(await new Promise(resolve => readline.createInterface({ input: process.stdin }).once('line', resolve)))

const member = token => client.fetchProtectedResource(
  configuration, token, new URL(base + '/api/direct-sharing/project/exchange-member/'), 'GET')
const first = await client.authorizationCodeGrant(configuration, answer, { pkceCodeVerifier: verifier, expectedState: state })
const read = await (await member(first.access_token)).json()
const second = await client.refreshTokenGrant(configuration, first.refresh_token)
const again = await member(second.access_token)
if (again.status !== 200) throw new Error('not readable after the refresh: ' + again.status)
await client.tokenRevocation(configuration, second.refresh_token)
const after = await member(second.access_token).then(response => response.status, failure => failure.status)
console.log(JSON.stringify({
  project_member_id: read.project_member_id,
  expires_in: first.expires_in,
  rotated: first.refresh_token !== second.refresh_token,
  revoked: 200,
  after
}))
process.exit(0)
