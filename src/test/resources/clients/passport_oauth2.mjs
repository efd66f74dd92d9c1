// passport with passport-oauth2-refresh and the strategy that the command line names, in a web app of one member. They show the
// secret in the form and have no revocation.
import { once } from 'node:events'
import { createServer } from 'node:http'
import passport from 'passport'
import refreshes from 'passport-oauth2-refresh'
import { walks } from './walks.mjs'

const { Strategy } = (await import(process.argv[2])).default
const session = {}
const app = createServer((request, response) => {
  request.query = Object.fromEntries(new URL(request.url, 'http://app').searchParams)
  request.session = session
  passport.authenticate('app', { session: false })(request, response, failure => {
    response.statusCode = failure ? 500 : 200
    response.end(failure ? failure.stack : JSON.stringify(request.user))
  })
})
await once(app.listen(0, '127.0.0.1'), 'listening')
const at = `http://127.0.0.1:${app.address().port}/`

await walks(async (way, member) => {
  const strategy = new Strategy({
    hostURL: way.issuer,
    authorizationURL: way.authorization_endpoint,
    tokenURL: way.token_endpoint,
    clientID: way.client_id,
    clientSecret: way.client_secret ?? '',
    callbackURL: way.redirect_uri,
    scope: way.scope,
    state: true,
    pkce: way.pkce,
    skipUserProfile: true
  }, (access, refresh, tokens, profile, done) => done(null, { ...tokens, refresh_token: refresh }))
  passport.use('app', strategy)
  refreshes.use('app', strategy)
  const refresh = token => new Promise((resolve, reject) => refreshes.requestNewAccessToken(
    'app', token, (failure, access, next, tokens) => failure ? reject(failure) : resolve({ ...tokens, refresh_token: next })))

  const question = (await fetch(at, { redirect: 'manual' })).headers.get('location')
  const back = await fetch(at + new URL(await member.visit(question)).search)
  if (back.status !== 200) throw new Error(await back.text())
  const first = await back.json()
  const second = await refresh(first.refresh_token)
  await member.look(first, second)
  await member.revoke(way, second.refresh_token)
  return () => refresh(second.refresh_token)
}, failure => JSON.parse(failure.data).error)
