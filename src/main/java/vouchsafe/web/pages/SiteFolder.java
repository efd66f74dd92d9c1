package vouchsafe.web.pages;

import java.nio.file.Path;

/**
 * The folder of the operator's own texts, such as {@code terms.md}.
 *
 * @param path the folder; it need not exist
 */
public record SiteFolder(Path path) {}
