// golang.org/x/oauth2, from sign-in to revocation, for either dialect. CREDENTIALS says how it shows who it is: header,
// params, or auto, where the package tries the header first.
package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"golang.org/x/oauth2"
)

var styles = map[string]oauth2.AuthStyle{
	"header": oauth2.AuthStyleInHeader,
	"params": oauth2.AuthStyleInParams,
	"auto":   oauth2.AuthStyleAutoDetect,
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func random() string {
	bytes := make([]byte, 32)
	_, err := rand.Read(bytes)
	must(err)
	return base64.RawURLEncoding.EncodeToString(bytes)
}

func get(client *http.Client, address string) (int, map[string]interface{}) {
	answer, err := client.Get(address)
	must(err)
	defer answer.Body.Close()
	content := map[string]interface{}{}
	_ = json.NewDecoder(answer.Body).Decode(&content)
	return answer.StatusCode, content
}

// The package has no call for it: an app posts the form itself, with its credentials where it puts them elsewhere.
func revoke(config oauth2.Config, address string, token string) int {
	form := url.Values{"token": {token}}
	if config.Endpoint.AuthStyle == oauth2.AuthStyleInParams {
		form.Set("client_id", config.ClientID)
		if config.ClientSecret != "" {
			form.Set("client_secret", config.ClientSecret)
		}
	}
	request, err := http.NewRequest("POST", address, strings.NewReader(form.Encode()))
	must(err)
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if config.Endpoint.AuthStyle != oauth2.AuthStyleInParams {
		request.SetBasicAuth(url.QueryEscape(config.ClientID), url.QueryEscape(config.ClientSecret))
	}
	answer, err := http.DefaultClient.Do(request)
	must(err)
	answer.Body.Close()
	return answer.StatusCode
}

// The error that the server's answer names, as an app reads it from the error of the package.
func reason(err error) string {
	var refused *oauth2.RetrieveError
	if !errors.As(err, &refused) {
		return fmt.Sprint(err)
	}
	content := struct{ Error string }{}
	_ = json.Unmarshal(refused.Body, &content)
	return content.Error
}

func say(content map[string]interface{}) {
	must(json.NewEncoder(os.Stdout).Encode(content))
}

func main() {
	background := context.Background()
	config := oauth2.Config{
		ClientID:     os.Getenv("CLIENT_ID"),
		ClientSecret: os.Getenv("CLIENT_SECRET"),
		RedirectURL:  os.Getenv("REDIRECT_URI"),
		Scopes:       strings.Fields(os.Getenv("SCOPES")),
		Endpoint: oauth2.Endpoint{
			AuthURL:   os.Getenv("AUTHORIZE"),
			TokenURL:  os.Getenv("TOKEN"),
			AuthStyle: styles[os.Getenv("CREDENTIALS")],
		},
	}
	verifier, state := random(), random()
	challenge := sha256.Sum256([]byte(verifier))
	fmt.Println(config.AuthCodeURL(state,
		oauth2.SetAuthURLParam("code_challenge", base64.RawURLEncoding.EncodeToString(challenge[:])),
		oauth2.SetAuthURLParam("code_challenge_method", "S256")))
	line, err := bufio.NewReader(os.Stdin).ReadString('\n')
	if err != io.EOF {
		must(err)
	}
	back, err := url.Parse(strings.TrimSpace(line))
	must(err)
	if back.Query().Get("state") != state {
		must(errors.New("another state came back"))
	}

	first, err := config.Exchange(background, back.Query().Get("code"), oauth2.SetAuthURLParam("code_verifier", verifier))
	if err != nil {
		say(map[string]interface{}{"refused": reason(err)})
		return
	}
	status, me := get(config.Client(background, first), os.Getenv("WHO_AM_I"))
	// A token that is over makes the source of tokens ask for the next.
	over := *first
	over.Expiry = time.Now().Add(-time.Minute)
	second, err := config.TokenSource(background, &over).Token()
	must(err)
	statusAgain, _ := get(config.Client(background, second), os.Getenv("WHO_AM_I"))
	revoked := revoke(config, os.Getenv("REVOKE"), second.RefreshToken)
	gone := *second
	gone.Expiry = time.Now().Add(-time.Minute)
	_, refused := config.TokenSource(background, &gone).Token()
	say(map[string]interface{}{
		"status":  status,
		"me":      me,
		"type":    first.Type(),
		"seconds": int(time.Until(first.Expiry).Seconds()),
		"rotated": first.RefreshToken != second.RefreshToken && first.AccessToken != second.AccessToken,
		"again":   statusAgain,
		"access":  second.AccessToken,
		"revoked": revoked,
		"refused": reason(refused),
	})
}
