package vouchsafe.hypothesis;

import java.nio.file.Path;

/**
 * The place of the annotation client once it is installed.
 *
 * @param path the folder; it need not exist
 */
public record AnnotatorFolder(Path path) {}
