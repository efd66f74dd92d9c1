package vouchsafe.hypothesis;

import java.nio.file.Path;

/**
 * Where the annotation client lies once it is installed.
 *
 * @param path the folder; it need not exist
 */
public record AnnotatorFolder(Path path) {}
