package vouchsafe.web.pages;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The style sheet, script and pictures every page uses. Read once from the class path. */
public final class Assets {
    /** The parts of the style sheet, in the order they build on each other. */
    private static final List<String> STYLES = List.of(
            "css/tokens.css",
            "css/base.css",
            "css/frame.css",
            "css/components.css",
            "css/forms.css",
            "css/pages.css",
            "css/print.css");

    /** Files that browsers and search engines look for at the root, whatever a page says. */
    static final List<String> AT_ROOT = List.of("favicon.ico", "apple-touch-icon.png", "robots.txt");

    private static final Map<String, Asset> ALL = Map.of(
            "favicon.ico", new Asset("image/x-icon", file("favicon.ico")),
            "apple-touch-icon.png", new Asset("image/png", file("apple-touch-icon.png")),
            "robots.txt", new Asset("text/plain;charset=UTF-8", file("robots.txt")),
            "vouchsafe.css", new Asset("text/css;charset=UTF-8", read(STYLES)),
            "vouchsafe.js", new Asset("text/javascript;charset=UTF-8", read(List.of("vouchsafe.js"))),
            "popup.js", new Asset("text/javascript;charset=UTF-8", read(List.of("popup.js"))),
            "icons.svg", new Asset("image/svg+xml;charset=UTF-8", read(List.of("icons.svg"))),
            "mark.svg", new Asset("image/svg+xml;charset=UTF-8", read(List.of("mark.svg"))));

    private Assets() {}

    /** Path of a file, with a query that changes whenever the file does. */
    public static String url(String name) {
        Asset asset = ALL.get(name);
        if (asset == null) {
            throw new IllegalArgumentException("no asset is named " + name);
        }
        return "/assets/" + name + "?v=" + asset.version();
    }

    static Optional<Asset> find(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    private static byte[] read(List<String> parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (String part : parts) {
            joined.writeBytes(file(part));
            joined.writeBytes("\n".getBytes(StandardCharsets.UTF_8));
        }
        return joined.toByteArray();
    }

    private static byte[] file(String name) {
        try (InputStream file = Assets.class.getResourceAsStream("/assets/" + name)) {
            if (file == null) {
                throw new IllegalStateException("the class path lacks assets/" + name);
            }
            return file.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
