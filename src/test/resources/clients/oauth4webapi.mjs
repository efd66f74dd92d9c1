// oauth4webapi, the layer below openid-client, which leaves nothing out.
import * as oauth from 'oauth4webapi'
import { walks } from './walks.mjs'

const authentications = {
  client_secret_basic: oauth.ClientSecretBasic,
  client_secret_post: oauth.ClientSecretPost,
  none: oauth.None
}
const loopback = { [oauth.allowInsecureRequests]: true }

await walks(async (way, member) => {
  const issuer = new URL(way.issuer)
  const server = way.discover
    ? await oauth.processDiscoveryResponse(
      issuer, await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...loopback }))
    : way
  const client = { client_id: way.client_id }
  const authentication = authentications[way.authentication](way.client_secret)
  const verifier = way.pkce ? oauth.generateRandomCodeVerifier() : oauth.nopkce
  const state = oauth.generateRandomState()
  const url = new URL(server.authorization_endpoint)
  const parameters = {
    client_id: client.client_id, redirect_uri: way.redirect_uri, response_type: 'code', scope: way.scope, state
  }
  if (way.pkce) {
    parameters.code_challenge = await oauth.calculatePKCECodeChallenge(verifier)
    parameters.code_challenge_method = 'S256'
  }
  Object.entries(parameters).forEach(([name, value]) => url.searchParams.set(name, value))
  const answer = oauth.validateAuthResponse(server, client, new URL(await member.visit(url)), state)
  const first = await oauth.processAuthorizationCodeResponse(server, client, await oauth.authorizationCodeGrantRequest(
    server, client, authentication, answer, way.redirect_uri, verifier, loopback))
  const refresh = async token => await oauth.processRefreshTokenResponse(
    server, client, await oauth.refreshTokenGrantRequest(server, client, authentication, token, loopback))
  const second = await refresh(first.refresh_token)
  await member.look(first, second)
  await oauth.processRevocationResponse(await oauth.revocationRequest(
    server, client, authentication, second.refresh_token, loopback))
  return () => refresh(second.refresh_token)
}, failure => failure.error)
