// The JavaScript sample of the Open Humans guide "OAuth2 setup", as it is printed there but for addresses and values.
const clientID = process.env.CLIENT_ID
const clientSecret = process.env.CLIENT_SECRET
const code = process.env.CODE
const redirectURI = process.env.REDIRECT_URI

const request = require('request')

request.post(
  {
    url: process.env.SERVER + '/oauth2/token/',
    auth: {
        'user': clientID,
        'pass': clientSecret
      },
    formData: {
        'grant_type': 'authorization_code',
        'code': code,
        'redirect_uri': redirectURI
    },
  }, function(err, res) {
    console.log(res.statusCode)
    console.log(res.body)
  })
