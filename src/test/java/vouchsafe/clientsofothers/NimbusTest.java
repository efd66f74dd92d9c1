package vouchsafe.clientsofothers;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.AuthorizationResponse;
import com.nimbusds.oauth2.sdk.AuthorizationSuccessResponse;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenErrorResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.AccessTokenType;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.token.Token;
import com.nimbusds.oauth2.sdk.token.Tokens;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import vouchsafe.TestServer;

/** The OAuth SDK of Nimbus goes the whole way from sign-in to revocation, whichever way it shows who it is. */
@Tag("clients")
class NimbusTest {
    private static final Function<LibraryApp, Optional<ClientAuthentication>> BASIC =
            app -> Optional.of(new ClientSecretBasic(new ClientID(app.clientId()), new Secret(app.secret())));
    private static final Function<LibraryApp, Optional<ClientAuthentication>> POST =
            app -> Optional.of(new ClientSecretPost(new ClientID(app.clientId()), new Secret(app.secret())));
    private static final Function<LibraryApp, Optional<ClientAuthentication>> NONE = app -> Optional.empty();

    private static AuthorizationGrant signIn(LibraryApp app) throws Exception {
        CodeVerifier verifier = new CodeVerifier();
        State state = new State();
        URI callback = URI.create(app.redirectUri());
        AuthorizationRequest.Builder request = new AuthorizationRequest.Builder(
                        ResponseType.CODE, new ClientID(app.clientId()))
                .endpointURI(URI.create(app.at().authorize()))
                .redirectionURI(callback)
                .state(state)
                .codeChallenge(verifier, CodeChallengeMethod.S256);
        if (app.at().scopes().length > 0) {
            request.scope(new Scope(app.at().scopes()));
        }
        AuthorizationResponse back = AuthorizationResponse.parse(
                URI.create(app.allow(request.build().toURI().toString())));
        assertThat(back.indicatesSuccess()).isTrue();
        assertThat(back.getState()).isEqualTo(state);
        assertThat(back.getIssuer())
                .as("the issuer that RFC 9207 asks for")
                .isEqualTo(new Issuer(TestServer.shared().url("")));
        AuthorizationSuccessResponse success = back.toSuccessResponse();
        return new AuthorizationCodeGrant(success.getAuthorizationCode(), callback, verifier);
    }

    private static TokenResponse ask(
            LibraryApp app, AuthorizationGrant grant, Function<LibraryApp, Optional<ClientAuthentication>> way)
            throws Exception {
        URI endpoint = URI.create(app.at().token());
        TokenRequest request = way.apply(app)
                .map(credentials -> new TokenRequest.Builder(endpoint, credentials, grant))
                .orElseGet(() -> new TokenRequest.Builder(endpoint, new ClientID(app.clientId()), grant))
                .build();
        return TokenResponse.parse(send(request.toHTTPRequest()));
    }

    private static HTTPResponse revoke(
            LibraryApp app, Token token, Function<LibraryApp, Optional<ClientAuthentication>> way) throws Exception {
        URI endpoint = URI.create(app.at().revoke());
        TokenRevocationRequest request = way.apply(app)
                .map(credentials -> new TokenRevocationRequest(endpoint, credentials, token))
                .orElseGet(() -> new TokenRevocationRequest(endpoint, new ClientID(app.clientId()), token));
        return send(request.toHTTPRequest());
    }

    private static HTTPResponse send(HTTPRequest request) throws Exception {
        return request.send();
    }

    private static Tokens good(TokenResponse answer) {
        assertThat(answer.indicatesSuccess())
                .as(answer.toHTTPResponse().getBody())
                .isTrue();
        Tokens tokens = answer.toSuccessResponse().getTokens();
        assertThat(tokens.getAccessToken().getType()).isEqualTo(AccessTokenType.BEARER);
        assertThat(tokens.getAccessToken().getLifetime()).isPositive();
        return tokens;
    }

    private static ErrorObject refused(TokenResponse answer) {
        assertThat(answer).isInstanceOf(TokenErrorResponse.class);
        return answer.toErrorResponse().getErrorObject();
    }

    private static void goAllTheWay(LibraryApp app, Function<LibraryApp, Optional<ClientAuthentication>> way)
            throws Exception {
        Tokens first = good(ask(app, signIn(app), way));
        assertThat(app.isAlive(first.getAccessToken().getValue())).isTrue();
        if (app.at() != Addresses.STANDARD) {
            HTTPRequest question =
                    new HTTPRequest(HTTPRequest.Method.GET, URI.create(app.at().whoAmI()));
            question.setAuthorization(first.getBearerAccessToken().toAuthorizationHeader());
            assertThat(send(question).getBodyAsJSONObject())
                    .containsKey(app.at().nameKey());
        }

        Tokens second = good(ask(app, new RefreshTokenGrant(first.getRefreshToken()), way));
        assertThat(second.getRefreshToken()).isNotEqualTo(first.getRefreshToken());
        assertThat(app.isAlive(second.getAccessToken().getValue())).isTrue();

        assertThat(revoke(app, second.getRefreshToken(), way).indicatesSuccess())
                .isTrue();
        assertThat(app.isAlive(second.getAccessToken().getValue())).isFalse();
        assertThat(refused(ask(app, new RefreshTokenGrant(second.getRefreshToken()), way)))
                .isEqualTo(OAuth2Error.INVALID_GRANT);

        Tokens third = good(ask(app, signIn(app), way));
        assertThat(revoke(app, third.getAccessToken(), way).indicatesSuccess()).isTrue();
        assertThat(app.isAlive(third.getAccessToken().getValue())).isFalse();
    }

    @Test
    void a_project_with_client_secret_basic_and_client_secret_post() throws Exception {
        goAllTheWay(LibraryApp.project(LibraryApp.CALLBACK), BASIC);
        goAllTheWay(LibraryApp.project(LibraryApp.CALLBACK), POST);
    }

    @Test
    void an_annotation_client_with_client_secret_basic_and_client_secret_post() throws Exception {
        goAllTheWay(LibraryApp.annotator(LibraryApp.CALLBACK), BASIC);
        goAllTheWay(LibraryApp.annotator(LibraryApp.CALLBACK), POST);
    }

    @Test
    void apps_without_a_secret() throws Exception {
        goAllTheWay(LibraryApp.withoutSecret(LibraryApp.CALLBACK), NONE);
        goAllTheWay(LibraryApp.annotatorWithoutSecret(LibraryApp.CALLBACK), NONE);
    }

    @Test
    void the_metadata_of_the_server_is_read_and_names_the_addresses() throws Exception {
        AuthorizationServerMetadata metadata = AuthorizationServerMetadata.resolve(
                new Issuer(TestServer.shared().url("")));
        assertThat(metadata.getAuthorizationEndpointURI()).hasToString(Addresses.STANDARD.authorize());
        assertThat(metadata.getTokenEndpointURI()).hasToString(Addresses.STANDARD.token());
        assertThat(metadata.getRevocationEndpointURI()).hasToString(Addresses.STANDARD.revoke());
        assertThat(metadata.getCodeChallengeMethods()).containsExactly(CodeChallengeMethod.S256);
        assertThat(metadata.getTokenEndpointAuthMethods())
                .contains(
                        ClientAuthenticationMethod.CLIENT_SECRET_BASIC,
                        ClientAuthenticationMethod.CLIENT_SECRET_POST,
                        ClientAuthenticationMethod.NONE);
        assertThat(metadata.supportsAuthorizationResponseIssuerParam()).isTrue();
    }

    @Test
    void what_is_refused_is_read_as_the_error_it_is() throws Exception {
        for (LibraryApp app :
                List.of(LibraryApp.project(LibraryApp.CALLBACK), LibraryApp.annotator(LibraryApp.CALLBACK))) {
            AuthorizationGrant grant = signIn(app);
            for (var way : List.of(BASIC, POST)) {
                ErrorObject wrongSecret = refused(ask(app.withWrongSecret(), grant, way));
                assertThat(wrongSecret).isEqualTo(OAuth2Error.INVALID_CLIENT);
                assertThat(wrongSecret.getHTTPStatusCode()).isEqualTo(401);
                assertThat(wrongSecret.getDescription()).isNotBlank();
                ErrorObject wrongToken =
                        refused(ask(app, new RefreshTokenGrant(new RefreshToken("was-never-issued")), way));
                assertThat(wrongToken)
                        .as("annotation clients know a token that never was as an invalid request")
                        .isEqualTo(
                                app.at() == Addresses.ANNOTATIONS
                                        ? OAuth2Error.INVALID_REQUEST
                                        : OAuth2Error.INVALID_GRANT);
                assertThat(wrongToken.getHTTPStatusCode()).isEqualTo(400);
                assertThat(wrongToken.getDescription()).isNotBlank();
            }
            good(ask(app, grant, BASIC));
            assertThat(refused(ask(app, grant, BASIC))).isEqualTo(OAuth2Error.INVALID_GRANT);
        }
    }

    @Test
    void a_member_who_says_no_is_read_as_access_denied() throws Exception {
        LibraryApp app = LibraryApp.project(LibraryApp.CALLBACK);
        URI url = new AuthorizationRequest.Builder(ResponseType.CODE, new ClientID(app.clientId()))
                .endpointURI(URI.create(app.at().authorize()))
                .redirectionURI(URI.create(app.redirectUri()))
                .state(new State("a state"))
                .build()
                .toURI();
        AuthorizationResponse back = AuthorizationResponse.parse(URI.create(app.refuse(url.toString())));
        assertThat(back.indicatesSuccess()).isFalse();
        assertThat(back.toErrorResponse().getErrorObject()).isEqualTo(OAuth2Error.ACCESS_DENIED);
        assertThat(back.getState()).isEqualTo(new State("a state"));
    }
}
