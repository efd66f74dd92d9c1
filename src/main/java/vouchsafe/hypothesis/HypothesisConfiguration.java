package vouchsafe.hypothesis;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import vouchsafe.accounts.Authority;
import vouchsafe.accounts.Members;
import vouchsafe.audit.RequestLog;
import vouchsafe.clients.Clients;
import vouchsafe.hypothesis.api.AnnotationApiConfiguration;
import vouchsafe.hypothesis.bulk.BulkConfiguration;
import vouchsafe.hypothesis.embed.EmbedConfiguration;
import vouchsafe.hypothesis.feeds.FeedConfiguration;
import vouchsafe.hypothesis.live.LiveConfiguration;
import vouchsafe.hypothesis.oauth.HypothesisOAuthConfiguration;
import vouchsafe.oauth.AccessTokens;
import vouchsafe.oauth.DeveloperTokens;

/** Puts the endpoints of the Hypothesis dialect at their addresses. */
@Configuration(proxyBeanMethods = false)
@Import({
    HypothesisOAuthConfiguration.class,
    BulkConfiguration.class,
    AnnotationApiConfiguration.class,
    EmbedConfiguration.class,
    FeedConfiguration.class,
    LiveConfiguration.class
})
public class HypothesisConfiguration {

    @Bean
    ApiCallers apiCallers(
            AccessTokens accessTokens,
            DeveloperTokens developerTokens,
            Clients clients,
            Members members,
            Authority authority) {
        return new ApiCallers(accessTokens, developerTokens, clients, members, authority);
    }

    @Bean
    RefusedCalls refusedCalls(RequestLog log, Clients clients) {
        return new RefusedCalls(log, clients);
    }
}
