package vouchsafe.hypothesis.embed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.accounts.Authority;
import vouchsafe.accounts.Members;
import vouchsafe.annotations.Annotations;
import vouchsafe.annotations.Readers;
import vouchsafe.clients.Clients;
import vouchsafe.clients.Registrations;
import vouchsafe.hypothesis.AnnotatorFolder;
import vouchsafe.hypothesis.AnnotatorPackage;
import vouchsafe.web.PublicAddress;
import vouchsafe.web.pages.Asset;

/** Puts the annotation client at its addresses. */
@Configuration(proxyBeanMethods = false)
public class EmbedConfiguration {
    /** The answer at the client's addresses while it is not installed. */
    static final String NOT_INSTALLED =
            "The annotation client is not installed on this server yet. Its operator installs"
                    + " it with: vouchsafe annotator install";

    @Bean
    ClientFiles clientFiles(AnnotatorFolder folder) {
        return new ClientFiles(new AnnotatorPackage(folder));
    }

    @Bean
    ServletRegistrationBean<ClientFilesServlet> clientFilesServlet(
            ClientFiles files, JsonMapper json, PublicAddress address) {
        Map<String, Asset> own = Map.of("embed.js", loader(json, address), "app.js", script(text("app.js")));
        return new ServletRegistrationBean<>(new ClientFilesServlet(files, own), "/client/*");
    }

    @Bean
    ServletRegistrationBean<EmbedServlet> embedServlet(PublicAddress address) {
        return new ServletRegistrationBean<>(new EmbedServlet(address), "/embed.js");
    }

    @Bean
    ServletRegistrationBean<AppShellServlet> appShellServlet(
            JsonMapper json,
            ClientFiles files,
            Annotations annotations,
            Readers readers,
            Members members,
            PublicAddress address,
            Authority authority) {
        SharedAnnotations shared = new SharedAnnotations(annotations, readers, members);
        return new ServletRegistrationBean<>(
                new AppShellServlet(json, files, shared, address, authority),
                "/app.html",
                "/notebook",
                "/user-profile",
                AppShellServlet.STREAM,
                "/a/*",
                "/t/*");
    }

    @Bean
    FirstPartyClient firstPartyClient(Clients clients, Registrations registrations, PublicAddress address) {
        return new FirstPartyClient(clients, registrations, address);
    }

    @Bean
    AnnotateDemoController annotateDemoController(ClientFiles files, PublicAddress address) {
        return new AnnotateDemoController(files, address);
    }

    /** The script that tells the client the addresses of its parts, and then loads it. */
    private static Asset loader(JsonMapper json, PublicAddress address) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("assetRoot", address.url("/client/"));
        settings.put("sidebarAppUrl", address.url("/app.html"));
        settings.put("notebookAppUrl", address.url("/notebook"));
        settings.put("profileAppUrl", address.url("/user-profile"));
        return script(text("embed.js").replace("\"SETTINGS\"", json.writeValueAsString(settings)));
    }

    private static Asset script(String text) {
        return new Asset("text/javascript;charset=UTF-8", text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(String name) {
        try (InputStream file = EmbedConfiguration.class.getResourceAsStream("/hypothesis/" + name)) {
            if (file == null) {
                throw new IllegalStateException("the class path lacks hypothesis/" + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
