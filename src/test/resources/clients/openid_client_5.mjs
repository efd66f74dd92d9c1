// openid-client 5, the generation of which most programs still are; it takes its issuer from any metadata.
import { Issuer, custom, generators } from 'openid-client-5'
import { walks } from './walks.mjs'

custom.setHttpOptionsDefaults({ timeout: 60_000 })

await walks(async (way, member) => {
  const issuer = way.discover
    ? await Issuer.discover(way.issuer + '/.well-known/oauth-authorization-server')
    : new Issuer(way)
  const client = new issuer.Client({
    client_id: way.client_id,
    client_secret: way.client_secret ?? undefined,
    token_endpoint_auth_method: way.authentication,
    redirect_uris: [way.redirect_uri],
    response_types: ['code']
  })
  const state = generators.state()
  const verifier = way.pkce ? generators.codeVerifier() : undefined
  const answer = client.callbackParams(await member.visit(client.authorizationUrl({
    scope: way.scope,
    state,
    ...(way.pkce && { code_challenge: generators.codeChallenge(verifier), code_challenge_method: 'S256' })
  })))
  const first = await client.oauthCallback(way.redirect_uri, answer, { state, code_verifier: verifier })
  const second = await client.refresh(first)
  const shown = tokens => ({ ...tokens, expires_in: Math.ceil(tokens.expires_in / 60) * 60 })
  await member.look(shown(first), shown(second))
  await client.revoke(second.refresh_token)
  return () => client.refresh(second)
}, failure => failure.error)
