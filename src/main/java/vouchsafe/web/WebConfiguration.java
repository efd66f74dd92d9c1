package vouchsafe.web;

import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Builds the kit that every room with an address uses. */
@Configuration(proxyBeanMethods = false)
public class WebConfiguration {

    @Bean
    FilterRegistrationBean<RequestIdFilter> requestIds(
            WebSettings settings, PublicAddress address, ObjectProvider<SecretsInClear> secretsInClear) {
        FilterRegistrationBean<RequestIdFilter> filter =
                new FilterRegistrationBean<>(new RequestIdFilter(settings, address, secretsInClear::getObject));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        filter.addUrlPatterns("/*");
        return filter;
    }

    @Bean
    ServletRegistrationBean<AssetServlet> assets() {
        return new ServletRegistrationBean<>(new AssetServlet(), "/assets/*");
    }

    @Bean
    RequestLimits requestLimits(WebSettings settings) {
        return new RequestLimits(TrustedProxies.of(settings.trustedProxies()));
    }

    @Bean
    OutboundHttp outboundHttp(WebSettings settings) throws NoSuchAlgorithmException {
        return new OutboundHttp(settings);
    }

    @Bean
    PagePaths pagePaths(
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> mapping) {
        return new PagePaths(mapping::getObject);
    }

    /** Tomcat's own error report never reaches anyone. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> containerErrors(PublicAddress address) {
        return factory -> factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new ContainerErrors(address)));
    }

    @Bean
    WebMvcConfigurer pages() {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry interceptors) {
                interceptors.addInterceptor(new PlainText());
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new PageArguments());
            }

            @Override
            public void addReturnValueHandlers(List<HandlerMethodReturnValueHandler> handlers) {
                handlers.add(new PageViews());
            }

            @Override
            public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
                // After a controller's own @ExceptionHandler methods, before Spring's answers without a page.
                resolvers.add(1, new PageFailures());
            }
        };
    }
}
