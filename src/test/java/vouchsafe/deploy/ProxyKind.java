package vouchsafe.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** The proxies of the examples in {@code deploy/}, each started with its example: only names, ports and files are changed. */
enum ProxyKind {
    NGINX("nginx", "nginx/vouchsafe%s.conf") {
        @Override
        Started prepare(Path folder, Path example, Site site) throws IOException {
            String config = Example.read(example)
                    .change("listen 80;", "listen 127.0.0.1:" + site.plainPort() + ";")
                    .change("listen 443 ssl http2;", "listen 127.0.0.1:" + site.port() + " ssl http2;")
                    .change("data.example.org;", "localhost;")
                    .change("server 127.0.0.1:8080;", "server " + site.upstream("unix:%s", "") + ";")
                    .change(
                            "/etc/ssl/certs/data.example.org.pem",
                            site.certificate().certificate().toString())
                    .change(
                            "/etc/ssl/private/data.example.org.key",
                            site.certificate().key().toString())
                    .change(
                            "/var/log/nginx/vouchsafe.log",
                            folder.resolve("access.log").toString())
                    .text();
            Files.writeString(folder.resolve("site.conf"), config);
            Path main = Files.writeString(
                    folder.resolve("nginx.conf"), """
                        daemon off;
                        %spid %s/pid;
                        error_log stderr;
                        events {}
                        http {
                            client_body_temp_path %2$s/body;
                            proxy_temp_path %2$s/proxy;
                            fastcgi_temp_path %2$s/fastcgi;
                            uwsgi_temp_path %2$s/uwsgi;
                            scgi_temp_path %2$s/scgi;
                            include %2$s/site.conf;
                        }
                        """.formatted(root() ? "user root;\n" : "", folder));
            return new Started(List.of("/usr/sbin/nginx", "-p", folder.toString(), "-c", main.toString()), Map.of());
        }
    },

    APACHE("apache2", "apache/vouchsafe%s.conf") {
        @Override
        Started prepare(Path folder, Path example, Site site) throws IOException {
            String config = Example.read(example)
                    .change("*:80>", "127.0.0.1:" + site.plainPort() + ">")
                    .change("*:443>", "127.0.0.1:" + site.port() + ">")
                    .change("https://data.example.org/\n", "https://localhost:" + site.port() + "/\n")
                    .change("ServerName data.example.org", "ServerName localhost")
                    .change("http://127.0.0.1:8080/", site.upstream("unix:%s|http://localhost/", "http://", "/"))
                    .change(
                            "/etc/ssl/certs/data.example.org.pem",
                            site.certificate().certificate().toString())
                    .change(
                            "/etc/ssl/private/data.example.org.key",
                            site.certificate().key().toString())
                    .text();
            Files.writeString(folder.resolve("site.conf"), config);
            StringBuilder main = new StringBuilder();
            for (String module : List.of(
                    "mpm_event",
                    "authz_core",
                    "alias",
                    "socache_shmcb",
                    "ssl",
                    "http2",
                    "headers",
                    "proxy",
                    "proxy_http",
                    "proxy_wstunnel")) {
                main.append("LoadModule ")
                        .append(module)
                        .append("_module /usr/lib/apache2/modules/mod_")
                        .append(module)
                        .append(".so\n");
            }
            main.append("""
                ServerRoot %1$s
                ServerName localhost
                PidFile %1$s/pid
                DefaultRuntimeDir %1$s
                Mutex sem
                ErrorLog /dev/stderr
                %2$sListen 127.0.0.1:%3$d
                Listen 127.0.0.1:%4$d
                Include %1$s/site.conf
                """.formatted(
                            folder, root() ? "User www-data\nGroup www-data\n" : "", site.plainPort(), site.port()));
            Files.writeString(folder.resolve("apache2.conf"), main.toString());
            return new Started(
                    List.of(
                            "/usr/sbin/apache2",
                            "-f",
                            folder.resolve("apache2.conf").toString(),
                            "-D",
                            "FOREGROUND"),
                    Map.of("APACHE_LOG_DIR", folder.toString()));
        }
    },

    CADDY("caddy", "caddy/Caddyfile%s") {
        @Override
        Started prepare(Path folder, Path example, Site site) throws IOException {
            Certificate certificate = site.certificate();
            String config = Example.read(example)
                    .change("data.example.org {", "localhost {")
                    .change(
                            "# tls /etc/ssl/certs/data.example.org.pem /etc/ssl/private/data.example.org.key",
                            "tls " + certificate.certificate() + " " + certificate.key())
                    .change(" 127.0.0.1:8080 {", " " + site.upstream("unix/%s", "") + " {")
                    .text();
            Path file = Files.writeString(
                    folder.resolve("Caddyfile"), """
                        {
                        	admin off
                        	skip_install_trust
                        	http_port %d
                        	https_port %d
                        	default_bind 127.0.0.1
                        }
                        """.formatted(site.plainPort(), site.port()) + config);
            return new Started(
                    List.of("/usr/bin/caddy", "run", "--config", file.toString(), "--adapter", "caddyfile"),
                    Map.of(
                            "HOME",
                            folder.toString(),
                            "XDG_DATA_HOME",
                            folder.toString(),
                            "XDG_CONFIG_HOME",
                            folder.toString()));
        }
    },

    HAPROXY("haproxy", "haproxy/vouchsafe%s.cfg") {
        @Override
        Started prepare(Path folder, Path example, Site site) throws IOException {
            Example config = Example.read(example)
                    .change("bind :80", "bind 127.0.0.1:" + site.plainPort())
                    .change("bind :443", "bind 127.0.0.1:" + site.port())
                    .change(
                            "/etc/haproxy/certs/data.example.org.pem",
                            site.certificate().both().toString());
            config = site.http2()
                    ? config.change("    server one 127.0.0.1:8080 check\n", "")
                            .change(
                                    "# server one 127.0.0.1:8080 check proto h2 ws h1",
                                    "server one " + site.upstream("unix@%s", "") + " check proto h2 ws h1")
                    : config.change(
                            "server one 127.0.0.1:8080 check\n",
                            "server one " + site.upstream("unix@%s", "") + " check\n");
            Path file = Files.writeString(folder.resolve("haproxy.cfg"), config.text());
            return new Started(List.of("/usr/sbin/haproxy", "-db", "-f", file.toString()), Map.of());
        }
    };

    private static final Path EXAMPLES = Path.of("deploy");

    private final String debianPackage;
    private final String example;

    ProxyKind(String debianPackage, String example) {
        this.debianPackage = debianPackage;
        this.example = example;
    }

    /**
     * Where a proxy stands.
     *
     * @param http2 whether it speaks HTTP/2 to the server, where its example shows how
     */
    record Site(
            int port,
            int plainPort,
            int serverPort,
            Path socket,
            boolean overSocket,
            boolean http2,
            Certificate certificate) {
        /** The server, as this proxy writes an address. */
        String upstream(String ofSocket, String before) {
            return upstream(ofSocket, before, "");
        }

        String upstream(String ofSocket, String before, String behind) {
            return overSocket ? ofSocket.formatted(socket) : before + "127.0.0.1:" + serverPort + behind;
        }
    }

    /** How a proxy is started. */
    record Started(List<String> command, Map<String, String> environment) {}

    abstract Started prepare(Path folder, Path example, Site site) throws IOException;

    /** Starts it, in a folder of its own; the test is skipped where it is not installed, and fails where it has to be. */
    Proxy start(Path folder, boolean underAPath, Site site) throws IOException {
        Path own = Files.createTempDirectory(folder, debianPackage);
        // Workers of some run as another user.
        own.toFile().setExecutable(true, false);
        own.toFile().setReadable(true, false);
        Started started = prepare(own, EXAMPLES.resolve(example.formatted(underAPath ? "-under-a-path" : "")), site);
        if (!Files.isExecutable(Path.of(started.command().getFirst()))) {
            throw missing();
        }
        return Proxy.start(own, started, List.of(site.port(), site.plainPort()));
    }

    private AssertionError missing() {
        String what = name() + " is not on this machine; on Debian: apt-get install " + debianPackage;
        if (!"1".equals(System.getenv("VOUCHSAFE_TESTS_REQUIRE_ALL"))) {
            Assumptions.abort("skipped: " + what);
        }
        return new AssertionError(what);
    }

    private static boolean root() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** An example, in which what differs from machine to machine is changed. */
    private record Example(String text) {
        static Example read(Path file) throws IOException {
            return new Example(Files.readString(file));
        }

        Example change(String from, String to) {
            if (!text.contains(from)) {
                throw new AssertionError("the example says nowhere: " + from);
            }
            return new Example(text.replace(from, to));
        }
    }
}
