// arctic, which shows a secret in the header only.
import { CodeChallengeMethod, OAuth2Client, generateCodeVerifier, generateState } from 'arctic'
import { walks } from './walks.mjs'

await walks(async (way, member) => {
  const client = new OAuth2Client(way.client_id, way.client_secret, way.redirect_uri)
  const state = generateState()
  const verifier = way.pkce ? generateCodeVerifier() : null
  const scopes = way.scope.split(' ')
  const answer = new URL(await member.visit(way.pkce
    ? client.createAuthorizationURLWithPKCE(
      way.authorization_endpoint, state, CodeChallengeMethod.S256, verifier, scopes)
    : client.createAuthorizationURL(way.authorization_endpoint, state, scopes)))
  if (answer.searchParams.get('state') !== state) throw new Error('another state')
  const first = await client.validateAuthorizationCode(
    way.token_endpoint, answer.searchParams.get('code'), verifier)
  const second = await client.refreshAccessToken(way.token_endpoint, first.refreshToken(), [])
  const shown = tokens => ({
    access_token: tokens.accessToken(),
    refresh_token: tokens.refreshToken(),
    expires_in: tokens.accessTokenExpiresInSeconds(),
    scope: tokens.scopes().join(' ')
  })
  await member.look(shown(first), shown(second))
  await client.revokeToken(way.revocation_endpoint, second.refreshToken())
  return () => client.refreshAccessToken(way.token_endpoint, second.refreshToken(), [])
}, failure => failure.code)
