// simple-oauth2, which has no word for an app without a secret: it shows an empty one, in the header or in the form.
import { createHash, randomBytes } from 'node:crypto'
import { AuthorizationCode } from 'simple-oauth2'
import { walks } from './walks.mjs'

await walks(async (way, member) => {
  const path = address => new URL(address).pathname
  const client = new AuthorizationCode({
    client: { id: way.client_id, secret: way.client_secret ?? '' },
    auth: {
      tokenHost: way.issuer,
      tokenPath: path(way.token_endpoint),
      revokePath: path(way.revocation_endpoint),
      authorizePath: path(way.authorization_endpoint)
    },
    options: { authorizationMethod: way.authentication.endsWith('basic') ? 'header' : 'body' }
  })
  const verifier = randomBytes(32).toString('base64url')
  const answer = new URL(await member.visit(client.authorizeURL({
    redirect_uri: way.redirect_uri,
    scope: way.scope,
    state: 'a state',
    ...(way.pkce && {
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256'
    })
  })))
  if (answer.searchParams.get('state') !== 'a state') throw new Error('another state')
  const first = await client.getToken({
    code: answer.searchParams.get('code'),
    redirect_uri: way.redirect_uri,
    ...(way.pkce && { code_verifier: verifier })
  })
  const second = await first.refresh()
  await member.look(first.token, second.token)
  await second.revokeAll()
  return () => second.refresh()
}, failure => failure.data.payload.error)
