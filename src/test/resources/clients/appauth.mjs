// @openid/appauth as a program on a member's machine: it opens their browser and waits for them on a loopback port. In Node it
// reads nothing of a refusal but that it is one.
import appauth from '@openid/appauth'
import node from '@openid/appauth/built/node_support/index.js'
import { existsSync, rmSync } from 'node:fs'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { walks } from './walks.mjs'

// The browser of this machine is the test: what would start one writes down the address.
const folder = await mkdtemp(join(tmpdir(), 'vouchsafe-browser'))
const opened = join(folder, 'address')
for (const name of ['xdg-open', 'open']) {
  const command = join(folder, name)
  await writeFile(command, `#!/bin/sh\nprintf %s "$1" > '${opened}.part' && mv '${opened}.part' '${opened}'\n`)
  await chmod(command, 0o755)
}
process.env.PATH = folder + delimiter + process.env.PATH
process.on('exit', () => rmSync(folder, { recursive: true }))

async function address () {
  while (!existsSync(opened)) await setTimeout(10)
  const text = await readFile(opened, 'utf8')
  await rm(opened)
  return text
}

await walks(async (way, member) => {
  const configuration = new appauth.AuthorizationServiceConfiguration(way)
  const crypto = new node.NodeCrypto()
  const request = new appauth.AuthorizationRequest({
    client_id: way.client_id,
    redirect_uri: way.redirect_uri,
    scope: way.scope,
    response_type: appauth.AuthorizationRequest.RESPONSE_TYPE_CODE
  }, crypto, way.pkce)
  const handler = new node.NodeBasedHandler(Number(new URL(way.redirect_uri).port))
  const notifier = new appauth.AuthorizationNotifier()
  handler.setAuthorizationNotifier(notifier)
  const answered = new Promise((resolve, reject) => notifier.setAuthorizationListener(
    (asked, response, error) => error ? reject(new Error(error.error)) : resolve(response)))
  handler.performAuthorizationRequest(configuration, request)
  await (await fetch(await member.visit(await address()))).text()
  const { code, state } = await answered
  if (state !== request.state) throw new Error('another state')

  const tokens = new appauth.BaseTokenRequestHandler(new node.NodeRequestor())
  const secret = way.client_secret ? { client_secret: way.client_secret } : {}
  const ask = parameters => tokens.performTokenRequest(configuration, new appauth.TokenRequest({
    client_id: way.client_id, redirect_uri: way.redirect_uri, ...parameters
  }))
  const first = await ask({
    grant_type: appauth.GRANT_TYPE_AUTHORIZATION_CODE,
    code,
    extras: { ...secret, ...(way.pkce && { code_verifier: request.internal.code_verifier }) }
  })
  const refresh = ({ refreshToken }) => ask({
    grant_type: appauth.GRANT_TYPE_REFRESH_TOKEN, refresh_token: refreshToken, extras: secret
  })
  const second = await refresh(first)
  const shown = token => ({
    access_token: token.accessToken,
    refresh_token: token.refreshToken,
    expires_in: token.expiresIn,
    scope: token.scope
  })
  await member.look(shown(first), shown(second))
  await tokens.performRevokeTokenRequest(configuration, new appauth.RevokeTokenRequest({
    token: second.refreshToken, client_id: way.client_id, ...secret
  }))
  return () => refresh(second)
}, failure => failure instanceof appauth.AppAuthError ? 'refused' : String(failure))
