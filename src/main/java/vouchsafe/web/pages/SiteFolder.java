package vouchsafe.web.pages;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder of the operator's own texts, such as {@code terms.md}.
 *
 * @param path the folder; it need not exist
 */
public record SiteFolder(Path path) {

    /** The file with a text of this name. */
    public Path file(String name) {
        return path.resolve(name + ".md");
    }

    /** Whether the operator wrote this text. It is looked for each time, so that a change shows at once. */
    public boolean has(String name) {
        return Files.isRegularFile(file(name));
    }
}
