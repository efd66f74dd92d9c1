package vouchsafe.clientsofothers;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.ClientAuthorizationException;
import org.springframework.security.oauth2.client.InMemoryOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProviderBuilder;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.AuthenticatedPrincipalOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.client.OAuth2ClientHttpRequestInterceptor;
import org.springframework.security.oauth2.client.web.client.RequestAttributeClientRegistrationIdResolver;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/**
 * A web app as its developer would write it with Spring Security: members sign in at the server under test through its
 * filter chain, and its calls carry tokens that Spring Security keeps and refreshes. A web server of its own.
 */
final class SpringApp implements AutoCloseable {
    private final ServletWebServerApplicationContext context;

    private SpringApp(ServletWebServerApplicationContext context) {
        this.context = context;
    }

    static SpringApp start() {
        SpringApplication application = new SpringApplication(Wiring.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setRegisterShutdownHook(false);
        application.setAddCommandLineProperties(false);
        application.setLogStartupInfo(false);
        application.setDefaultProperties(Map.of("server.port", 0, "server.address", "127.0.0.1"));
        return new SpringApp((ServletWebServerApplicationContext) application.run());
    }

    String url(String path) {
        return "http://127.0.0.1:" + context.getWebServer().getPort() + path;
    }

    void register(ClientRegistration registration) {
        context.getBean(Registrations.class).known.put(registration.getRegistrationId(), registration);
    }

    @Override
    public void close() {
        context.close();
    }

    /** What would stand in a file of settings, had the app only one client. */
    static final class Registrations implements ClientRegistrationRepository {
        private final Map<String, ClientRegistration> known = new ConcurrentHashMap<>();

        @Override
        public ClientRegistration findByRegistrationId(String registrationId) {
            return known.get(registrationId);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableWebSecurity
    @ImportAutoConfiguration({
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        JacksonAutoConfiguration.class
    })
    static class Wiring {
        @Bean
        Registrations registrations() {
            return new Registrations();
        }

        @Bean
        OAuth2AuthorizedClientService authorizedClients(Registrations registrations) {
            return new InMemoryOAuth2AuthorizedClientService(registrations);
        }

        @Bean
        OAuth2AuthorizedClientRepository authorizedClientRepository(OAuth2AuthorizedClientService authorizedClients) {
            return new AuthenticatedPrincipalOAuth2AuthorizedClientRepository(authorizedClients);
        }

        /** Every access token counts as about to expire, so that every call refreshes. */
        @Bean
        OAuth2AuthorizedClientManager authorizedClientManager(
                Registrations registrations, OAuth2AuthorizedClientRepository repository) {
            DefaultOAuth2AuthorizedClientManager manager =
                    new DefaultOAuth2AuthorizedClientManager(registrations, repository);
            manager.setAuthorizedClientProvider(OAuth2AuthorizedClientProviderBuilder.builder()
                    .authorizationCode()
                    .refreshToken(refresh -> refresh.clockSkew(Duration.ofDays(365)))
                    .build());
            return manager;
        }

        @Bean
        SecurityFilterChain chain(HttpSecurity http) {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                    .oauth2Login(login -> login.failureHandler((request, response, failure) -> {
                        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
                        response.getWriter().write(String.valueOf(failure.getMessage()));
                    }))
                    .oauth2Client(client -> {})
                    .build();
        }

        @Bean
        Pages pages(
                Registrations registrations,
                OAuth2AuthorizedClientRepository repository,
                OAuth2AuthorizedClientManager manager) {
            return new Pages(registrations, repository, manager);
        }
    }

    @RestController
    static class Pages {
        private final Registrations registrations;
        private final OAuth2AuthorizedClientRepository repository;
        private final RestClient server;

        Pages(
                Registrations registrations,
                OAuth2AuthorizedClientRepository repository,
                OAuth2AuthorizedClientManager manager) {
            this.registrations = registrations;
            this.repository = repository;
            this.server = RestClient.builder()
                    .requestInterceptor(new OAuth2ClientHttpRequestInterceptor(manager))
                    .build();
        }

        /** Who has signed in, and the tokens this app holds for them; empty where it holds none. */
        @GetMapping("/tokens/{registration}")
        Map<String, String> tokens(@PathVariable("registration") String registration, HttpServletRequest request) {
            Authentication visitor = SecurityContextHolder.getContext().getAuthentication();
            OAuth2AuthorizedClient held = repository.loadAuthorizedClient(registration, visitor, request);
            return held == null
                    ? Map.of()
                    : Map.of(
                            "name", visitor == null ? "" : visitor.getName(),
                            "access", held.getAccessToken().getTokenValue(),
                            "refresh", held.getRefreshToken().getTokenValue());
        }

        /** Calls the server in the visitor's name, and says what it answered, or why no call could be made. */
        @GetMapping("/call/{registration}")
        String call(@PathVariable("registration") String registration) {
            String address = registrations
                    .findByRegistrationId(registration)
                    .getProviderDetails()
                    .getUserInfoEndpoint()
                    .getUri();
            try {
                return server.get()
                        .uri(address)
                        .attributes(RequestAttributeClientRegistrationIdResolver.clientRegistrationId(registration))
                        .retrieve()
                        .body(String.class);
            } catch (ClientAuthorizationException refused) {
                return refused.getError().getErrorCode();
            }
        }
    }
}
