package vouchsafe.web.pages;

import java.nio.file.Path;

/**
 * Where the operator keeps texts of their own, such as {@code terms.md}.
 *
 * @param path the folder; it need not exist
 */
public record SiteFolder(Path path) {}
