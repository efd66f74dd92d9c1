package vouchsafe.db;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/**
 * The release that this program is.
 *
 * @param version as {@code pom.xml} names it
 * @param oldestSchema the newest migration of the release before, whose servers go on working on this release's schema
 */
public record Release(String version, int oldestSchema) {
    private static final String FILE = "/vouchsafe/release.properties";
    private static final Release THIS = read();

    /** The release of the running program. */
    public static Release ofThisProgram() {
        return THIS;
    }

    private static Release read() {
        try (InputStream in = Objects.requireNonNull(Release.class.getResourceAsStream(FILE), FILE)) {
            Properties properties = new Properties();
            properties.load(in);
            return new Release(
                    properties.getProperty("version"), Integer.parseInt(properties.getProperty("oldest-schema")));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
