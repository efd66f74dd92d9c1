package vouchsafe.hypothesis.feeds;

import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.accounts.Authority;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;
import vouchsafe.accounts.UserId;
import vouchsafe.annotations.Annotations;
import vouchsafe.hypothesis.ApiCallers;
import vouchsafe.web.PublicAddress;

/** Puts the feeds at their addresses. */
@Configuration(proxyBeanMethods = false)
public class FeedConfiguration {

    @Bean
    ServletRegistrationBean<FeedServlet> feedServlet(
            JsonMapper json,
            Annotations annotations,
            Members members,
            ApiCallers callers,
            Authority authority,
            PublicAddress address) {
        return new ServletRegistrationBean<>(
                new FeedServlet(
                        json,
                        new PublicAnnotations(annotations, members, address),
                        name -> UserId.read(name, authority.value())
                                .flatMap(callers::member)
                                .map(Member::id),
                        address),
                FeedServlet.ATOM,
                FeedServlet.RSS);
    }
}
