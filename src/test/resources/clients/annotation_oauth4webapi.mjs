// A public annotation client with oauth4webapi, from sign-in to revocation.
import * as oauth from 'oauth4webapi'
import readline from 'node:readline'

const base = process.env.SERVER
const server = {
  issuer: base,
  authorization_endpoint: base + '/oauth/authorize',
  token_endpoint: base + '/api/token',
  revocation_endpoint: base + '/oauth/revoke'
}
const client = { client_id: process.env.CLIENT_ID }
const secret = process.env.CLIENT_SECRET
const authentication = secret ? oauth.ClientSecretPost(secret) : oauth.None()
const loopback = { [oauth.allowInsecureRequests]: true }
const redirect = process.env.REDIRECT_URI
const verifier = oauth.generateRandomCodeVerifier()
const state = oauth.generateRandomState()
const url = new URL(server.authorization_endpoint)
Object.entries({
  client_id: client.client_id,
  redirect_uri: redirect,
  response_type: 'code',
  scope: 'annotation:read annotation:write',
  state,
  code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
  code_challenge_method: 'S256'
}).forEach(([name, value]) => url.searchParams.set(name, value))
console.log(url.href)
const answer = new URL(await new Promise(resolve => readline.createInterface({ input: process.stdin }).once('line', resolve)))

const profile = async token => (await (await oauth.protectedResourceRequest(
  token, 'GET', new URL(base + '/api/profile'), undefined, undefined, loopback)).json()).userid
const first = await oauth.processAuthorizationCodeResponse(server, client, await oauth.authorizationCodeGrantRequest(
  server, client, authentication, oauth.validateAuthResponse(server, client, answer, state), redirect, verifier, loopback))
const userid = await profile(first.access_token)
const second = await oauth.processRefreshTokenResponse(server, client, await oauth.refreshTokenGrantRequest(
  server, client, authentication, first.refresh_token, loopback))
if (await profile(second.access_token) !== userid) throw new Error('somebody else after the refresh')
const revoked = await oauth.revocationRequest(server, client, authentication, second.refresh_token, loopback)
await oauth.processRevocationResponse(revoked)
const after = await fetch(base + '/api/debug-token', { headers: { Authorization: 'Bearer ' + second.access_token } })
console.log(JSON.stringify({
  userid,
  expires_in: first.expires_in,
  scope: first.scope,
  rotated: first.refresh_token !== second.refresh_token,
  revoked: revoked.status,
  after: after.status
}))
process.exit(0)
