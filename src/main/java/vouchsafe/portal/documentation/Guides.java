package vouchsafe.portal.documentation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import vouchsafe.accounts.Authority;
import vouchsafe.projects.ProjectSettings;
import vouchsafe.web.PublicAddress;
import vouchsafe.web.pages.SiteFolder;

/** The texts, filled with this server's own addresses and limits. Each is made when first asked for. */
final class Guides {
    private final Map<Guide, Document> made = new ConcurrentHashMap<>();
    private final Map<String, String> values;
    private final SiteFolder siteFolder;

    Guides(PublicAddress address, Authority authority, ProjectSettings projects, SiteFolder siteFolder) {
        this.values = Map.of(
                "{{base}}", address.url(""),
                "{{authority}}", authority.value(),
                "{{cap}}", Integer.toString(projects.memberCap()),
                "{{erasure_days}}", Long.toString(projects.erasureDeadline().toDays()));
        this.siteFolder = siteFolder;
    }

    Document document(Guide guide) {
        return made.computeIfAbsent(guide, wanted -> Markdown.read(text(wanted)));
    }

    /** The text as it was written, with this server's values in it. */
    String text(Guide guide) {
        return fill(builtIn(guide.file()));
    }

    /**
     * A text that the operator may replace by a file of the same name. It is read each time, so that a change shows at
     * once.
     */
    Document ofOperator(String name) {
        Path own = siteFolder.file(name);
        try {
            return Markdown.read(siteFolder.has(name) ? Files.readString(own) : fill(builtIn(name)));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + own, failure);
        }
    }

    /** The groups of the index, in reading order. */
    List<Group> index() {
        return Arrays.stream(Guide.Reader.values())
                .map(reader -> new Group(
                        reader.title(),
                        reader.icon(),
                        Guide.of(reader).stream()
                                .map(guide ->
                                        new Entry(guide.path(), document(guide).title(), guide.summary()))
                                .toList()))
                .toList();
    }

    private String fill(String text) {
        String filled = text;
        for (Map.Entry<String, String> value : values.entrySet()) {
            filled = filled.replace(value.getKey(), value.getValue());
        }
        return filled;
    }

    private static String builtIn(String name) {
        try (InputStream file = Guides.class.getResourceAsStream("/documentation/" + name + ".md")) {
            if (file == null) {
                throw new IllegalStateException("the class path lacks documentation/" + name + ".md");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
