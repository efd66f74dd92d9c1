package vouchsafe.files;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where files are kept and how large they may be.
 *
 * @param folder the folder of the local storage; not used where files go to an object store
 * @param largest bytes that one file may have
 * @param reserve bytes that uploads leave free on the disk of that folder, so that the database beside it can go on
 * @param quotas how much members, projects and tokens may store
 * @param s3 the object store
 */
public record FilesSettings(Path folder, long largest, long reserve, QuotaSettings quotas, Optional<S3Settings> s3) {}
