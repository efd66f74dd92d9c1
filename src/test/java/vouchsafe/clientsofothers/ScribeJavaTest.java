package vouchsafe.clientsofothers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.scribejava.core.builder.ServiceBuilder;
import com.github.scribejava.core.builder.api.DefaultApi20;
import com.github.scribejava.core.model.OAuth2AccessToken;
import com.github.scribejava.core.model.OAuth2AccessTokenErrorResponse;
import com.github.scribejava.core.model.OAuth2Authorization;
import com.github.scribejava.core.model.OAuthRequest;
import com.github.scribejava.core.model.Response;
import com.github.scribejava.core.model.Verb;
import com.github.scribejava.core.oauth.AccessTokenRequestParams;
import com.github.scribejava.core.oauth.AuthorizationUrlBuilder;
import com.github.scribejava.core.oauth.OAuth20Service;
import com.github.scribejava.core.oauth2.OAuth2Error;
import com.github.scribejava.core.oauth2.clientauthentication.ClientAuthentication;
import com.github.scribejava.core.oauth2.clientauthentication.HttpBasicAuthenticationScheme;
import com.github.scribejava.core.oauth2.clientauthentication.RequestBodyAuthenticationScheme;
import com.github.scribejava.core.revoke.TokenTypeHint;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** ScribeJava goes the whole way from sign-in to revocation, whichever way it shows who it is. */
@Tag("clients")
class ScribeJavaTest {
    private static final ClientAuthentication HEADER = HttpBasicAuthenticationScheme.instance();
    private static final ClientAuthentication FORM = RequestBodyAuthenticationScheme.instance();

    /** What a developer writes for a server that ScribeJava does not know. */
    private static final class Server extends DefaultApi20 {
        private final Addresses addresses;
        private final ClientAuthentication way;

        Server(Addresses addresses, ClientAuthentication way) {
            this.addresses = addresses;
            this.way = way;
        }

        @Override
        public String getAccessTokenEndpoint() {
            return addresses.token();
        }

        @Override
        protected String getAuthorizationBaseUrl() {
            return addresses.authorize();
        }

        @Override
        public String getRevokeTokenEndpoint() {
            return addresses.revoke();
        }

        @Override
        public ClientAuthentication getClientAuthentication() {
            return way;
        }
    }

    private static OAuth20Service service(LibraryApp app, ClientAuthentication way) {
        ServiceBuilder builder = new ServiceBuilder(app.clientId());
        builder.callback(app.redirectUri());
        if (app.secret().isEmpty()) {
            builder.apiSecretIsEmptyStringUnsafe();
        } else {
            builder.apiSecret(app.secret());
        }
        String[] scopes = app.at().scopes();
        if (scopes.length > 0) {
            builder.defaultScope(String.join(" ", scopes));
        }
        return builder.build(new Server(app.at(), way));
    }

    private static OAuth2AccessToken signIn(LibraryApp app, OAuth20Service service) throws Exception {
        AuthorizationUrlBuilder url =
                service.createAuthorizationUrlBuilder().state("a state").initPKCE();
        OAuth2Authorization back = service.extractAuthorization(app.allow(url.build()));
        assertThat(back.getState()).isEqualTo("a state");
        return service.getAccessToken(AccessTokenRequestParams.create(back.getCode())
                .pkceCodeVerifier(url.getPkce().getCodeVerifier()));
    }

    private static void goAllTheWay(LibraryApp app, ClientAuthentication way) throws Exception {
        try (OAuth20Service service = service(app, way)) {
            OAuth2AccessToken first = signIn(app, service);
            assertThat(first.getTokenType()).isEqualTo("Bearer");
            assertThat(app.isAlive(first.getAccessToken())).isTrue();
            if (app.at() != Addresses.STANDARD) {
                OAuthRequest question = new OAuthRequest(Verb.GET, app.at().whoAmI());
                service.signRequest(first, question);
                try (Response answer = service.execute(question)) {
                    assertThat(answer.getCode()).as(answer.getBody()).isEqualTo(200);
                    assertThat(answer.getBody()).contains("\"" + app.at().nameKey() + "\"");
                }
            }

            OAuth2AccessToken second = service.refreshAccessToken(first.getRefreshToken());
            assertThat(second.getRefreshToken()).isNotEqualTo(first.getRefreshToken());
            assertThat(app.isAlive(second.getAccessToken())).isTrue();

            service.revokeToken(second.getRefreshToken(), TokenTypeHint.REFRESH_TOKEN);
            assertThat(app.isAlive(second.getAccessToken())).isFalse();
            assertThatExceptionOfType(OAuth2AccessTokenErrorResponse.class)
                    .isThrownBy(() -> service.refreshAccessToken(second.getRefreshToken()))
                    .satisfies(refused -> assertThat(refused.getError()).isEqualTo(OAuth2Error.INVALID_GRANT));

            OAuth2AccessToken third = signIn(app, service);
            service.revokeToken(third.getAccessToken());
            assertThat(app.isAlive(third.getAccessToken())).isFalse();
        }
    }

    @Test
    void a_project_with_its_secret_in_the_header_and_in_the_form() throws Exception {
        for (ClientAuthentication way : List.of(HEADER, FORM)) {
            goAllTheWay(LibraryApp.project(LibraryApp.CALLBACK), way);
        }
    }

    @Test
    void an_annotation_client_with_its_secret_in_the_header_and_in_the_form() throws Exception {
        for (ClientAuthentication way : List.of(HEADER, FORM)) {
            goAllTheWay(LibraryApp.annotator(LibraryApp.CALLBACK), way);
        }
    }

    /** In both ways ScribeJava sends the secret it has not got: empty. */
    @Test
    void apps_without_a_secret() throws Exception {
        for (ClientAuthentication way : List.of(HEADER, FORM)) {
            goAllTheWay(LibraryApp.withoutSecret(LibraryApp.CALLBACK), way);
            goAllTheWay(LibraryApp.annotatorWithoutSecret(LibraryApp.CALLBACK), way);
        }
    }

    @Test
    void what_is_refused_is_read_as_the_error_it_is() throws Exception {
        for (LibraryApp app :
                List.of(LibraryApp.project(LibraryApp.CALLBACK), LibraryApp.annotator(LibraryApp.CALLBACK))) {
            for (ClientAuthentication way : List.of(HEADER, FORM)) {
                try (OAuth20Service service = service(app.withWrongSecret(), way)) {
                    assertThatExceptionOfType(OAuth2AccessTokenErrorResponse.class)
                            .isThrownBy(() -> signIn(app, service))
                            .satisfies(refused -> {
                                assertThat(refused.getError()).isEqualTo(OAuth2Error.INVALID_CLIENT);
                                assertThat(refused.getErrorDescription()).isNotBlank();
                            });
                }
            }
        }
    }
}
