package vouchsafe.app;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Reads the address of a PostgreSQL in the two forms that people use. */
final class DatabaseAddress {
    private DatabaseAddress() {}

    /**
     * A JDBC URL from {@code jdbc:postgresql://...} (taken as it is) or
     * {@code postgresql://user:password@host:port/database?parameters}, where user and password become parameters.
     */
    static String jdbcUrl(Setting setting, String text) {
        String name = setting.bothNames();
        if (text.startsWith("jdbc:postgresql:")) {
            return text;
        }
        if (!text.startsWith("postgresql://") && !text.startsWith("postgres://")) {
            // The text may hold a password, so it is not repeated.
            throw new InvalidSettings(name + " must begin with jdbc:postgresql:// or postgresql://");
        }
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException wrong) {
            throw new InvalidSettings(name + " is not a URL; percent-encode special characters in the password");
        }
        if (uri.getHost() == null || uri.getPath() == null || uri.getPath().length() < 2) {
            throw new InvalidSettings(
                    name + " must name a host and a database, as in" + " postgresql://user:password@host/database");
        }
        StringBuilder url = new StringBuilder("jdbc:postgresql://").append(uri.getHost());
        if (uri.getPort() != -1) {
            url.append(':').append(uri.getPort());
        }
        url.append(uri.getRawPath());
        char separator = '?';
        if (uri.getRawQuery() != null) {
            url.append(separator).append(uri.getRawQuery());
            separator = '&';
        }
        if (uri.getUserInfo() != null) {
            String[] userAndPassword = uri.getUserInfo().split(":", 2);
            url.append(separator).append("user=").append(encode(userAndPassword[0]));
            if (userAndPassword.length == 2) {
                url.append("&password=").append(encode(userAndPassword[1]));
            }
        }
        return url.toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
