package vouchsafe.app;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import vouchsafe.archive.ArchivePlace;
import vouchsafe.files.S3Settings;

/** Reads where an archive lies, and with which keys an object store is asked for it. */
final class ArchiveAddress {
    private final Optional<URI> endpoint;
    private final String region;
    private final Optional<String> accessKey;
    private final Optional<String> secretKey;

    private ArchiveAddress(
            Optional<URI> endpoint, String region, Optional<String> accessKey, Optional<String> secretKey) {
        this.endpoint = endpoint;
        this.region = region;
        this.accessKey = accessKey;
        this.secretKey = secretKey;
    }

    /**
     * The store that the settings name for archives; else the one for files.
     *
     * @param endpoint that of the setting for archives, where there is one
     * @throws InvalidSettings where only a part of it is given
     */
    static ArchiveAddress of(SettingValues values, Optional<URI> endpoint, Optional<S3Settings> ofFiles) {
        Optional<String> access = values.text(Setting.ARCHIVE_S3_ACCESS_KEY);
        Optional<String> secret = values.text(Setting.ARCHIVE_S3_SECRET_KEY);
        if (endpoint.isPresent() != access.isPresent() || endpoint.isPresent() != secret.isPresent()) {
            throw new InvalidSettings("archive-s3-endpoint, archive-s3-access-key and archive-s3-secret-key belong"
                    + " together; set all of them or none, which takes those of the store for files");
        }
        if (endpoint.isEmpty() && ofFiles.isPresent()) {
            S3Settings files = ofFiles.get();
            return new ArchiveAddress(
                    Optional.of(files.endpoint()),
                    files.region(),
                    Optional.of(files.accessKey()),
                    Optional.of(files.secretKey()));
        }
        return new ArchiveAddress(
                endpoint, values.text(Setting.ARCHIVE_S3_REGION).orElseThrow(), access, secret);
    }

    /**
     * The place that a text names.
     *
     * @param source the setting or the argument that it comes from, for a message
     * @throws InvalidSettings where it names none
     */
    ArchivePlace place(String source, String text) {
        try {
            return ArchivePlace.of(
                    text,
                    bucket -> endpoint.map(address ->
                            new S3Settings(address, bucket, region, accessKey.orElseThrow(), secretKey.orElseThrow())));
        } catch (InvalidPathException noPath) {
            throw new InvalidSettings(source + " must be a folder, or s3://BUCKET/PREFIX");
        } catch (IllegalArgumentException wrong) {
            throw new InvalidSettings(source + " " + wrong.getMessage());
        }
    }

    /** The place of the archive that the server keeps; none where the setting is empty. */
    Optional<ArchivePlace> kept(SettingValues values, Path dataFolder) {
        Optional<ArchivePlace> kept =
                values.text(Setting.ARCHIVE).map(text -> place(Setting.ARCHIVE.bothNames(), text));
        if (kept.isPresent() && values.text(Setting.DB_URL).isPresent()) {
            throw new InvalidSettings(
                    Setting.ARCHIVE.bothNames() + " is for the database that comes along; with db-url, the"
                            + " tools of that PostgreSQL archive its log (archive_command). Take one of the two out");
        }
        if (kept.filter(place -> place instanceof ArchivePlace.Folder(Path path) && path.startsWith(dataFolder))
                .isPresent()) {
            throw new InvalidSettings(Setting.ARCHIVE.bothNames()
                    + " must not lie in the data folder, with which it would be lost; choose a folder on another disk");
        }
        return kept;
    }
}
