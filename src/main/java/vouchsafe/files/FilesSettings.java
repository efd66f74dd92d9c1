package vouchsafe.files;

import java.nio.file.Path;

/**
 * Where files are kept and how large they may be.
 *
 * @param folder the folder of the local storage
 * @param largest bytes that one file may have
 */
public record FilesSettings(Path folder, long largest) {}
