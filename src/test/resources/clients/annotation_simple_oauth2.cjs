// A confidential annotation client with simple-oauth2, which shows its secret over Basic unless told otherwise.
const { AuthorizationCode } = require('simple-oauth2')
const readline = require('readline')

const base = process.env.SERVER
const ask = (path, token) => fetch(base + path, { headers: { Authorization: 'Bearer ' + token } })

async function main () {
  const client = new AuthorizationCode({
    client: { id: process.env.CLIENT_ID, secret: process.env.CLIENT_SECRET },
    auth: { tokenHost: base, tokenPath: '/api/token', revokePath: '/oauth/revoke', authorizePath: '/oauth/authorize' }
  })
  const redirect = process.env.REDIRECT_URI
  console.log(client.authorizeURL({ redirect_uri: redirect, scope: 'annotation:read annotation:write', state: 'a state' }))
  const answer = new URL(await new Promise(resolve => readline.createInterface({ input: process.stdin }).once('line', resolve)))
  if (answer.searchParams.get('state') !== 'a state') throw new Error('another state')

  const first = await client.getToken({ code: answer.searchParams.get('code'), redirect_uri: redirect })
  const { userid } = await (await ask('/api/profile', first.token.access_token)).json()
  const second = await first.refresh()
  const again = await (await ask('/api/profile', second.token.access_token)).json()
  if (again.userid !== userid) throw new Error('somebody else after the refresh')
  await second.revokeAll()
  const after = await ask('/api/debug-token', second.token.access_token)
  console.log(JSON.stringify({
    userid,
    expires_in: first.token.expires_in,
    scope: first.token.scope,
    rotated: first.token.refresh_token !== second.token.refresh_token,
    revoked: 200,
    after: after.status
  }))
  process.exit(0)
}

main().catch(failure => { console.error(failure); process.exit(1) })
