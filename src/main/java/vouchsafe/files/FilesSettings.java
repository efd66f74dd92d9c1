package vouchsafe.files;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where files are kept and how large they may be.
 *
 * @param folder the folder of the local storage; not used where files go to an object store
 * @param largest bytes that one file may have
 * @param s3 the object store
 */
public record FilesSettings(Path folder, long largest, Optional<S3Settings> s3) {
    /** Files in a folder. */
    public FilesSettings(Path folder, long largest) {
        this(folder, largest, Optional.empty());
    }
}
