package vouchsafe.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import vouchsafe.files.S3Settings;
import vouchsafe.files.StoreProbe;

/** Whether files can be kept, read and erased where they go. */
final class FilesCheck implements Check {
    @Override
    public Area area() {
        return Area.FILES;
    }

    @Override
    public String subject() {
        return "the place of files";
    }

    @Override
    public Outcome look(Installation installation) {
        Optional<S3Settings> store = installation.files().s3();
        if (store.isPresent()) {
            return StoreProbe.look(store.get(), installation.clock())
                    .map(fault -> Check.found(told(store.get(), fault)))
                    .orElseGet(Check::found);
        }
        Path folder = installation.files().folder();
        if (!Files.exists(folder)) {
            return Check.found();
        }
        return StoreProbe.look(folder)
                .map(fault -> Check.found(Finding.wrong(
                        "files.folder",
                        area(),
                        "Files can't be kept in " + folder + ": " + Words.line(fault.words()) + ".",
                        "Let the server's user write there, and see that the disk is not full.")))
                .orElseGet(Check::found);
    }

    private Finding told(S3Settings store, StoreProbe.Fault fault) {
        String at = store.endpoint().toString();
        String bucket = store.bucket();
        return switch (fault) {
            case StoreProbe.Fault.Unreachable(String words) ->
                Finding.wrong(
                        "files.unreachable",
                        area(),
                        "The object store at " + at + " does not answer: " + Words.line(words) + ".",
                        "Check s3-endpoint (VOUCHSAFE_S3_ENDPOINT), and that this machine may call it.");
            case StoreProbe.Fault.WrongKeys(String words) ->
                Finding.wrong(
                        "files.keys",
                        area(),
                        "The object store at " + at + " refuses the keys (" + Words.line(words) + ").",
                        "Set s3-access-key and s3-secret-key (VOUCHSAFE_S3_SECRET_KEY) to a pair that it knows, and"
                                + " s3-region to its region.");
            case StoreProbe.Fault.NoBucket(String words) ->
                Finding.wrong(
                        "files.bucket",
                        area(),
                        "The bucket " + bucket + " does not exist.",
                        "Create it, or name another one in s3-bucket (VOUCHSAFE_S3_BUCKET).");
            case StoreProbe.Fault.Forbidden(String words) ->
                Finding.wrong(
                        "files.rights",
                        area(),
                        "The keys may not store, read and erase in the bucket " + bucket + " (" + Words.line(words)
                                + ").",
                        "Check the keys, and allow them s3:PutObject, s3:GetObject and s3:DeleteObject on it.");
            case StoreProbe.Fault.Lost(String words) ->
                Finding.wrong(
                        "files.lost",
                        area(),
                        "The object store does not keep what it is given: " + Words.line(words) + ".",
                        "See its log; it has to speak S3 with signatures of version 4.");
            case StoreProbe.Fault.Clock(var ahead) ->
                Finding.wrong(
                        "files.clock",
                        area(),
                        "The clock of the object store is " + ahead.abs().toSeconds() + " s "
                                + (ahead.isNegative() ? "behind" : "ahead of")
                                + " this machine's; past a quarter of an hour"
                                + " it refuses every call.",
                        "Have both kept right by chrony or systemd-timesyncd.");
        };
    }
}
