package vouchsafe.portal;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.session.ChangeSessionIdAuthenticationStrategy;
import org.springframework.security.web.authentication.session.CompositeSessionAuthenticationStrategy;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfAuthenticationStrategy;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.web.filter.CharacterEncodingFilter;
import org.springframework.web.filter.RequestContextFilter;
import vouchsafe.portal.mydata.MyDataPagesConfiguration;
import vouchsafe.web.PublicAddress;
import vouchsafe.web.pages.ContentPolicy;
import vouchsafe.web.pages.FormsOnce;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.PagePaths;

/**
 * The one security chain, for people's pages: everything that the dispatcher servlet answers, and members' uploads.
 * Machine endpoints are servlets of their own; no filter made here stands before them.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
public class SecurityConfiguration {
    /** The servlets that answer people: MVC, and the one that takes their files. */
    private static final List<String> PAGES = List.of("dispatcherServlet", MyDataPagesConfiguration.UPLOAD_SERVLET);

    /** The address named in mails. Its sealed link is the proof; mail programs post to it without any cookie (RFC 8058). */
    private static final String UNSUBSCRIBE = "/messages/unsubscribe/";

    /** An upload's anti-forgery value comes with the file; the servlet that takes it looks before it stores anything. */
    private static final String UPLOAD = "/member/me/upload/*/";

    /** Pages that strangers may open. Every other path sends a stranger to the sign-in page. */
    private static final String[] PUBLIC = {
        "/",
        "/assets/**",
        "/favicon.ico",
        "/robots.txt",
        "/error",
        "/account/login/",
        "/account/signup/",
        "/account/logout/",
        "/account/verify/",
        "/account/email/confirm/",
        "/account/password/reset/**",
        "/account/deleted/",
        "/account/first/",
        // These pages ask for sign-in themselves, and name the app that waits.
        "/direct-sharing/projects/oauth2/authorize/",
        "/direct-sharing/projects/on-site/join/*/",
        "/direct-sharing/projects/on-site/authorize/*/",
        "/oauth2/authorize/",
        "/oauth/authorize",
        "/login",
        "/signup",
        // These pages answer 404 to all but administrators by themselves.
        "/admin/oauthclients/**",
        "/direct-sharing/authorize-inactive/",
        "/direct-sharing/in-development/",
        "/direct-sharing/badges/*",
        "/direct-sharing/overview/",
        "/direct-sharing/approval/**",
        "/direct-sharing/oauth2-*/",
        "/direct-sharing/on-site-*/",
        "/activity/**",
        UNSUBSCRIBE,
        UPLOAD,
        "/data-management/datatypes/",
        "/data-management/datatypes/{id:[0-9]+}/",
        "/add-data/",
        "/explore-share/",
        "/annotate-demo",
        // Everyone may read some groups; the page of any other asks for sign-in itself.
        "/groups/{id}",
        "/groups/{id}/{slug}",
        "/search",
        "/users/{username}",
        "/u/{user}",
        "/community-guidelines/",
        "/docs/**",
        "/terms/",
        "/privacy/"
    };

    /** Addresses that look like the page of a group, but are for members only. */
    private static final String[] OF_GROUPS = {
        "/groups/",
        "/groups/new",
        "/groups/*/edit",
        "/groups/*/members/**",
        "/groups/*/moderation/**",
        "/groups/*/join",
        "/groups/*/leave",
        "/groups/*/delete"
    };

    /** The pages of reviewers; the document of a request is its coordinator's too. */
    private static final String[] OF_REVIEWERS = {"/review/", "/review/*/decide/", "/review/*/change/", "/review/*/end/"
    };

    /** The addresses that lead strangers from a question of an annotation client to the forms. */
    private static final Set<String> ON_THE_WAY = Set.of("/login", "/signup");

    @Bean
    SecurityFilterChain pageSecurity(
            HttpSecurity http,
            PublicAddress address,
            SecurityContextRepository contexts,
            CookieCsrfTokenRepository forgeryCookies,
            FormsOnce forms,
            PagePaths paths) {
        RequestMatcher overTls =
                address.secure() ? AnyRequestMatcher.INSTANCE : new NegatedRequestMatcher(AnyRequestMatcher.INSTANCE);
        return http.securityContext(context -> context.securityContextRepository(contexts))
                .csrf(csrf -> csrf.csrfTokenRepository(forgeryCookies).ignoringRequestMatchers(UNSUBSCRIBE, UPLOAD))
                .headers(headers -> headers.frameOptions(frames -> frames.deny())
                        .httpStrictTransportSecurity(transport -> transport
                                .requestMatcher(overTls)
                                .includeSubDomains(false)
                                .maxAgeInSeconds(31_536_000))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                        .addHeaderWriter(openerPolicy())
                        .addHeaderWriter(ContentPolicy::write))
                .authorizeHttpRequests(
                        rules -> rules.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
                                .permitAll()
                                .requestMatchers(OF_GROUPS)
                                .authenticated()
                                .requestMatchers(PUBLIC)
                                .permitAll()
                                .requestMatchers("/admin/**")
                                .hasRole("ADMINISTRATOR")
                                .requestMatchers(OF_REVIEWERS)
                                .hasRole("REVIEWER")
                                .requestMatchers("/direct-sharing/projects/*/create/", "/data-management/datatypes/**")
                                .hasRole("VERIFIED")
                                .anyRequest()
                                .authenticated())
                .exceptionHandling(refusals -> refusals.authenticationEntryPoint(new SignInFirst(paths))
                        .accessDeniedHandler(new Refusals(forms)))
                .addFilterAfter(forms.recalling(), CsrfFilter.class)
                .requestCache(cache -> cache.disable())
                .sessionManagement(sessions -> sessions.disable())
                .anonymous(strangers -> {})
                .logout(logout -> logout.disable())
                .build();
    }

    private static HeaderWriter openerPolicy() {
        CrossOriginOpenerPolicyHeaderWriter cut = new CrossOriginOpenerPolicyHeaderWriter();
        cut.setPolicy(CrossOriginOpenerPolicy.SAME_ORIGIN);
        return (request, response) -> {
            if (!onTheWayToApp(request)) {
                cut.writeHeaders(request, response);
            }
        };
    }

    /**
     * Whether the page is one on the way to an app, which may have opened a window for it. Such pages keep their tie to the
     * page that opened them: once it is cut anywhere, the answer can't reach the app. All other pages cut it.
     */
    private static boolean onTheWayToApp(HttpServletRequest request) {
        String path = request.getRequestURI();
        return ConsentPaths.at(path)
                || ON_THE_WAY.contains(path)
                || (SignInForms.at(path) && ConsentPaths.follow(SignInForms.next(request)));
    }

    /**
     * Keeps the anti-forgery value in a cookie, which the form repeats. A stranger who only looks at forms costs no row in
     * the database, and a form left open overnight still works.
     */
    @Bean
    CookieCsrfTokenRepository forgeryCookies(PublicAddress address) {
        CookieCsrfTokenRepository cookies = new CookieCsrfTokenRepository();
        cookies.setParameterName(Page.FORGERY_FIELD);
        cookies.setCookieName(address.cookieName("vouchsafe-form"));
        cookies.setCookiePath(address.cookiePath());
        cookies.setCookieCustomizer(
                cookie -> cookie.secure(address.secure()).httpOnly(true).sameSite("Lax"));
        return cookies;
    }

    /** Changes the session id and the anti-forgery value at sign-in. */
    @Bean
    SessionAuthenticationStrategy renewal(CookieCsrfTokenRepository forgeryCookies) {
        return new CompositeSessionAuthenticationStrategy(
                List.of(new ChangeSessionIdAuthenticationStrategy(), new CsrfAuthenticationStrategy(forgeryCookies)));
    }

    /** Declares forms as UTF-8, before the first parameter is read. */
    @Bean
    FilterRegistrationBean<CharacterEncodingFilter> pageEncoding() {
        FilterRegistrationBean<CharacterEncodingFilter> filter =
                new FilterRegistrationBean<>(new CharacterEncodingFilter("UTF-8", true, false));
        filter.setServletNames(PAGES);
        filter.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 50);
        return filter;
    }

    /** Adds missing slashes before the session is read, which this does not need. */
    @Bean
    FilterRegistrationBean<MissingSlash> missingSlash(PagePaths paths) {
        FilterRegistrationBean<MissingSlash> filter = new FilterRegistrationBean<>(new MissingSlash(paths));
        filter.setServletNames(List.of("dispatcherServlet"));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 60);
        return filter;
    }

    /**
     * Keeps Spring from binding every request to its thread, machine requests too; the dispatcher servlet does it for
     * pages.
     */
    @Bean
    FilterRegistrationBean<RequestContextFilter> noRequestContexts() {
        FilterRegistrationBean<RequestContextFilter> filter = new FilterRegistrationBean<>(new RequestContextFilter());
        filter.setEnabled(false);
        return filter;
    }

    /** Stands before the sessions: an answer is remembered once its session is written. */
    @Bean
    FilterRegistrationBean<Filter> answersOfForms(FormsOnce forms) {
        FilterRegistrationBean<Filter> filter = new FilterRegistrationBean<>(forms.remembering());
        filter.setServletNames(PAGES);
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 90);
        return filter;
    }

    @Bean
    FilterRegistrationBean<Filter> pageSessions(
            @Qualifier("springSessionRepositoryFilter") SessionRepositoryFilter<?> sessions) {
        FilterRegistrationBean<Filter> filter = new FilterRegistrationBean<>(sessions);
        filter.setServletNames(PAGES);
        filter.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 100);
        return filter;
    }

    @Bean
    DelegatingFilterProxyRegistrationBean pageSecurityFilter() {
        DelegatingFilterProxyRegistrationBean filter =
                new DelegatingFilterProxyRegistrationBean("springSecurityFilterChain");
        filter.setServletNames(PAGES);
        filter.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 200);
        return filter;
    }
}
