package vouchsafe.hypothesis.live;

import java.time.InstantSource;
import java.util.Set;
import org.apache.tomcat.websocket.server.Constants;
import org.apache.tomcat.websocket.server.WsSci;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.accounts.Authority;
import vouchsafe.accounts.Members;
import vouchsafe.annotations.AnnotationEvent;
import vouchsafe.annotations.AnnotationLedger;
import vouchsafe.annotations.Annotations;
import vouchsafe.annotations.MembershipEvent;
import vouchsafe.annotations.Readers;
import vouchsafe.db.ChangeFeed;
import vouchsafe.hypothesis.ApiCallers;
import vouchsafe.hypothesis.RefusedCalls;
import vouchsafe.hypothesis.api.AnnotationJson;
import vouchsafe.hypothesis.api.ProfileResource;
import vouchsafe.metrics.Metrics;
import vouchsafe.web.Stopping;

/** Puts the real-time channel at its address. */
@Configuration(proxyBeanMethods = false)
public class LiveConfiguration {

    /**
     * Size of the container's buffers for each socket; longer messages come and go in parts. The default is 8 kB in five
     * places, which idle sockets would hold for hours.
     */
    private static final int BUFFER = 1024;

    /** The container's WebSockets; no endpoint is registered with it, the servlet hands connections over. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> webSockets() {
        // The container reads this once, when the first socket opens, and offers no other way to set it.
        System.setProperty("org.apache.tomcat.websocket.DEFAULT_BUFFER_SIZE", Integer.toString(2 * BUFFER));
        return factory -> factory.addContextCustomizers(context -> {
            context.addParameter(Constants.TEXT_BUFFER_SIZE_SERVLET_CONTEXT_INIT_PARAM, Integer.toString(BUFFER));
            context.addParameter(Constants.BINARY_BUFFER_SIZE_SERVLET_CONTEXT_INIT_PARAM, Integer.toString(BUFFER));
            context.addServletContainerInitializer(new WsSci(), Set.of());
        });
    }

    @Bean
    LiveSockets liveSockets(Metrics metrics) {
        LiveSockets sockets = new LiveSockets();
        metrics.gauge("vouchsafe.sockets", "Open sockets of annotation clients", sockets::count);
        return sockets;
    }

    @Bean
    TokenWatch tokenWatch(
            LiveSockets sockets, ApiCallers callers, InstantSource clock, ChangeFeed changes, Stopping stopping) {
        return new TokenWatch(sockets, callers, clock, changes, stopping);
    }

    @Bean
    NewsThread newsThread() {
        return new NewsThread();
    }

    @Bean
    LiveReads liveReads(AnnotationLedger ledger) {
        return new LiveReads(ledger);
    }

    @Bean
    LiveNews liveNews(
            LiveSockets sockets,
            Annotations annotations,
            Readers readers,
            AnnotationJson wording,
            JsonMapper json,
            LiveReads reads,
            NewsThread thread,
            ChangeFeed changes) {
        LiveNews news = new LiveNews(sockets, annotations, readers, new NewsWording(wording, json), reads, thread);
        changes.subscribe(AnnotationEvent.CHANNEL, news);
        return news;
    }

    @Bean
    MembershipNews membershipNews(
            LiveSockets sockets,
            Members members,
            ProfileResource profiles,
            JsonMapper json,
            NewsThread thread,
            ChangeFeed changes) {
        MembershipNews news = new MembershipNews(sockets, members, profiles, json, thread);
        changes.subscribe(MembershipEvent.CHANNEL, news);
        return news;
    }

    @Bean
    ServletRegistrationBean<LiveServlet> liveServlet(
            JsonMapper json,
            ApiCallers callers,
            LiveSockets sockets,
            Members members,
            Authority authority,
            RefusedCalls calls,
            InstantSource clock) {
        Authors authors = new Authors(members, authority);
        return new ServletRegistrationBean<>(new LiveServlet(json, callers, sockets, authors, calls, clock), "/ws");
    }
}
