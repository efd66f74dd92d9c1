package vouchsafe.hypothesis.oauth;

import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.hypothesis.RefusedCalls;
import vouchsafe.metrics.Metrics;
import vouchsafe.oauth.RevocationEndpoint;
import vouchsafe.oauth.TokenEndpoint;
import vouchsafe.oauth.http.ClientProofs;
import vouchsafe.oauth.http.RevocationServlet;
import vouchsafe.oauth.http.TokenCounts;
import vouchsafe.oauth.http.TokenServlet;

/** Puts the OAuth endpoints of annotation clients at their addresses. */
@Configuration(proxyBeanMethods = false)
public class HypothesisOAuthConfiguration {

    @Bean
    AnnotationOAuth annotationOAuth(JsonMapper json, RefusedCalls calls) {
        return new AnnotationOAuth(json, calls);
    }

    @Bean
    ServletRegistrationBean<TokenServlet> annotationTokenServlet(
            JsonMapper json, TokenEndpoint endpoint, ClientProofs proofs, AnnotationOAuth dialect, Metrics metrics) {
        TokenCounts counts = new TokenCounts(metrics, "hypothesis", endpoint.grantTypes());
        return new ServletRegistrationBean<>(new TokenServlet(json, endpoint, proofs, dialect, counts), "/api/token");
    }

    @Bean
    ServletRegistrationBean<RevocationServlet> annotationRevocationServlet(
            JsonMapper json, RevocationEndpoint endpoint, ClientProofs proofs, AnnotationOAuth dialect) {
        return new ServletRegistrationBean<>(new RevocationServlet(json, endpoint, proofs, dialect), "/oauth/revoke");
    }
}
