package vouchsafe.web.pages;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import vouchsafe.crypto.KeyRing;
import vouchsafe.crypto.WrappedColumn;
import vouchsafe.db.Job;
import vouchsafe.web.PublicAddress;

/** Builds the kit for pages. */
@Configuration(proxyBeanMethods = false)
public class PagesConfiguration {

    @Bean
    ServletRegistrationBean<AssetServlet> assets() {
        ServletRegistrationBean<AssetServlet> assets = new ServletRegistrationBean<>(new AssetServlet(), "/assets/*");
        Assets.AT_ROOT.forEach(name -> assets.addUrlMappings("/" + name));
        return assets;
    }

    @Bean
    PagePaths pagePaths(
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> mapping) {
        return new PagePaths(mapping::getObject);
    }

    @Bean
    SentForms sentForms(JdbcClient sql, InstantSource clock) {
        return new SentForms(sql, clock);
    }

    @Bean
    FormsOnce formsOnce(SentForms forms, KeyRing keys, FormRules rules) {
        return new FormsOnce(forms, keys, rules);
    }

    @Bean
    static WrappedColumn wrappedFormAnswers() {
        return new WrappedColumn(
                "answers to forms", "sent_forms", "digest", "answer", "nothing: they are kept for a day");
    }

    /** For space only: what is kept no longer is not found either. */
    @Bean
    Job sweepSentForms(SentForms forms) {
        return new Job.Repeated("sweep-sent-forms", Duration.ofHours(1), forms::sweep);
    }

    /** Puts our error pages in the place of Tomcat's own report. */
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
                // This stands after a controller's own @ExceptionHandler methods and before Spring's answers without a
                // page.
                resolvers.add(1, new PageFailures());
            }
        };
    }
}
