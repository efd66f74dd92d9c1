// @badgateway/oauth2-client, which has two forms of HTTP Basic: as the RFC has it, and with the secret as it is.
import { OAuth2Client, generateCodeVerifier } from '@badgateway/oauth2-client'
import { randomUUID } from 'node:crypto'
import { walks } from './walks.mjs'

await walks(async (way, member) => {
  const client = new OAuth2Client({
    clientId: way.client_id,
    ...(way.client_secret && { clientSecret: way.client_secret, authenticationMethod: way.authentication }),
    ...(way.discover
      ? { server: way.issuer }
      : {
          authorizationEndpoint: way.authorization_endpoint,
          tokenEndpoint: way.token_endpoint,
          revocationEndpoint: way.revocation_endpoint
        })
  })
  const asked = {
    redirectUri: way.redirect_uri,
    state: randomUUID(),
    ...(way.pkce && { codeVerifier: await generateCodeVerifier() })
  }
  const address = await client.authorizationCode.getAuthorizeUri({ ...asked, scope: way.scope.split(' ') })
  const first = await client.authorizationCode.getTokenFromCodeRedirect(await member.visit(address), asked)
  const second = await client.refreshToken(first)
  const shown = token => ({
    access_token: token.accessToken,
    refresh_token: token.refreshToken,
    expires_in: Math.round((token.expiresAt - Date.now()) / 60_000) * 60
  })
  await member.look(shown(first), shown(second))
  await client.revoke(second, 'refresh_token')
  return () => client.refreshToken(second)
}, failure => failure.oauth2Code)
