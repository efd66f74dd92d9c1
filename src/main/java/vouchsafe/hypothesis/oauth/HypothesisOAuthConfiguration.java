package vouchsafe.hypothesis.oauth;

import java.time.InstantSource;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.hypothesis.ApiCallers;

/** Puts the OAuth endpoints of annotation clients at their addresses. */
@Configuration(proxyBeanMethods = false)
public class HypothesisOAuthConfiguration {

    @Bean
    ServletRegistrationBean<DebugTokenServlet> debugTokenServlet(
            JsonMapper json, ApiCallers callers, InstantSource clock) {
        return new ServletRegistrationBean<>(new DebugTokenServlet(json, callers, clock), "/api/debug-token");
    }
}
