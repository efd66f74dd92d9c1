// openid-client, which finds the addresses by the server's metadata where there are some.
import * as client from 'openid-client'
import { walks } from './walks.mjs'

const authentications = {
  client_secret_basic: client.ClientSecretBasic,
  client_secret_post: client.ClientSecretPost,
  none: client.None
}

await walks(async (way, member) => {
  const authentication = authentications[way.authentication](way.client_secret)
  const execute = [client.allowInsecureRequests]
  let configuration
  if (way.discover) {
    const options = { algorithm: 'oauth2', execute }
    configuration = await client.discovery(new URL(way.issuer), way.client_id, undefined, authentication, options)
  } else {
    configuration = new client.Configuration(way, way.client_id, undefined, authentication)
    client.allowInsecureRequests(configuration)
  }
  const state = client.randomState()
  const parameters = { redirect_uri: way.redirect_uri, scope: way.scope, state }
  const checks = { expectedState: state }
  if (way.pkce) {
    checks.pkceCodeVerifier = client.randomPKCECodeVerifier()
    parameters.code_challenge = await client.calculatePKCECodeChallenge(checks.pkceCodeVerifier)
    parameters.code_challenge_method = 'S256'
  }
  const answer = await member.visit(client.buildAuthorizationUrl(configuration, parameters))
  const first = await client.authorizationCodeGrant(configuration, new URL(answer), checks)
  const second = await client.refreshTokenGrant(configuration, first.refresh_token)
  await member.look(first, second)
  await client.tokenRevocation(configuration, second.refresh_token)
  return () => client.refreshTokenGrant(configuration, second.refresh_token)
}, failure => failure.error)
