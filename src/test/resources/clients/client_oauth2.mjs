// client-oauth2, which shows the secret in the header, and an empty one when it refreshes an app without. It has no
// revocation.
import ClientOAuth2 from 'client-oauth2'
import { createHash, randomBytes } from 'node:crypto'
import { walks } from './walks.mjs'

await walks(async (way, member) => {
  const client = new ClientOAuth2({
    clientId: way.client_id,
    clientSecret: way.client_secret ?? '',
    authorizationUri: way.authorization_endpoint,
    accessTokenUri: way.token_endpoint,
    redirectUri: way.redirect_uri,
    scopes: way.scope.split(' '),
    state: randomBytes(16).toString('hex')
  })
  const verifier = randomBytes(32).toString('base64url')
  const answer = await member.visit(client.code.getUri(way.pkce
    ? {
        query: {
          code_challenge: createHash('sha256').update(verifier).digest('base64url'),
          code_challenge_method: 'S256'
        }
      }
    : {}))
  const first = await client.code.getToken(answer, way.pkce ? { body: { code_verifier: verifier } } : {})
  const second = await first.refresh()
  await member.look(first.data, second.data)
  await member.revoke(way, second.refreshToken)
  return () => second.refresh()
}, failure => failure.body.error)
