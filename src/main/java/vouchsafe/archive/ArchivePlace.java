package vouchsafe.archive;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vouchsafe.files.S3Settings;

/** Where an archive lies. */
public sealed interface ArchivePlace {
    /** A folder of this machine. */
    record Folder(Path path) implements ArchivePlace {
        @Override
        public String toString() {
            return path.toString();
        }
    }

    /**
     * Objects of a bucket.
     *
     * @param prefix what their names begin with; empty, or with a slash at the end
     */
    record Bucket(S3Settings store, String prefix) implements ArchivePlace {
        @Override
        public String toString() {
            return "s3://" + store.bucket() + "/" + prefix;
        }
    }

    /** An address of a bucket in a store: {@code s3://bucket} or {@code s3://bucket/prefix}. */
    Pattern BUCKET = Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(.*))?");

    /** A store without a bucket. */
    @FunctionalInterface
    interface Store {
        /** The store's address and keys, with this bucket. */
        Optional<S3Settings> with(String bucket);
    }

    /**
     * Reads an address: a folder, or {@code s3://bucket/prefix}.
     *
     * @throws IllegalArgumentException with what is wrong, as the end of a sentence
     */
    static ArchivePlace of(String text, Store store) {
        if (!text.startsWith("s3:")) {
            return new Folder(Path.of(text).toAbsolutePath().normalize());
        }
        Matcher address = BUCKET.matcher(text);
        if (!address.matches()) {
            throw new IllegalArgumentException("must be a folder, or s3://BUCKET/PREFIX");
        }
        String prefix = address.group(2) == null ? "" : address.group(2).replaceAll("/+$", "");
        return new Bucket(
                store.with(address.group(1))
                        .orElseThrow(() -> new IllegalArgumentException("names a bucket and no object store is set; set"
                                + " archive-s3-endpoint, archive-s3-access-key and archive-s3-secret-key (or s3-...,"
                                + " where members' files go there too)")),
                prefix.isEmpty() ? "" : prefix + "/");
    }
}
