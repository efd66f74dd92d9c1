package vouchsafe.openhumans.api;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vouchsafe.files.Basename;
import vouchsafe.files.DigestMismatch;
import vouchsafe.files.FileDescription;
import vouchsafe.files.FileTooLarge;
import vouchsafe.files.QuotaReached;
import vouchsafe.files.Received;
import vouchsafe.files.UploadCharge;
import vouchsafe.files.UploadOutcome;
import vouchsafe.files.Uploads;
import vouchsafe.grants.Grant;
import vouchsafe.openhumans.wording.Refusals;
import vouchsafe.openhumans.wording.UploadText;
import vouchsafe.web.BadRequest;
import vouchsafe.web.api.ApiAnswer;
import vouchsafe.web.api.ApiRefusal;
import vouchsafe.web.api.Route;

/** {@code POST files/upload/}: a file and its description in one form. */
final class FileUploadEndpoint implements Endpoint {
    private static final String FILE = "data_file";

    private final Uploads uploads;
    private final UploadFields fields;

    FileUploadEndpoint(Uploads uploads, UploadFields fields) {
        this.uploads = uploads;
        this.fields = fields;
    }

    @Override
    public Route<Endpoint> route() {
        return Endpoint.post("files/upload", this);
    }

    @Override
    public ApiAnswer answer(ProjectCall call) throws ApiRefusal, BadRequest, IOException {
        UploadForm form = form(call);
        Received file = form.file();
        boolean kept = false;
        try {
            UploadFields.Errors errors = new UploadFields.Errors();
            Optional<String> basename = basename(form, file, errors);
            UploadFields.Checked checked = fields.check(call, form.fields(), errors);
            if (file == null) {
                throw new IllegalStateException("a form without a file has an error");
            }
            FileDescription description =
                    new FileDescription(basename.orElseThrow(), checked.metadata(), checked.datatypes());
            long id = keep(call, checked.grant(), description, file);
            kept = true;
            return new ApiAnswer(201, Map.of("id", id));
        } finally {
            if (!kept && file != null) {
                uploads.discard(file);
            }
        }
    }

    private UploadForm form(ProjectCall call) throws ApiRefusal, BadRequest, IOException {
        String type = call.request().getContentType();
        if (type == null || !type.strip().toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
            return new UploadForm(call.body(), null, "");
        }
        if (call.request().getContentLengthLong() > uploads.largest() + 2L * 1024 * 1024) {
            throw new BadRequest(413, FileTooLarge.explanation(uploads.largest()));
        }
        try {
            return UploadForm.read(call.request(), uploads, before -> charge(call, before));
        } catch (QuotaReached full) {
            throw FullStorage.refusal(call, full);
        }
    }

    /**
     * Whose room the file will take. A wrong member or bad metadata is refused before the file is received, where the form has
     * them before it.
     */
    private UploadCharge charge(ProjectCall call, ApiBody before) throws ApiRefusal {
        Optional<Grant> member = Optional.empty();
        if (call.caller() instanceof Caller.ForMember
                || before.text("project_member_id").isPresent()) {
            member = Optional.of(
                    before.text("metadata").isPresent()
                            ? fields.check(call, before, new UploadFields.Errors())
                                    .grant()
                            : call.member(before.text("project_member_id")));
        }
        return new UploadCharge(
                call.project().id(),
                member.map(Grant::memberId).orElse(null),
                call.caller().accessId());
    }

    private static Optional<String> basename(UploadForm form, @Nullable Received file, UploadFields.Errors errors) {
        if (file == null) {
            errors.add(FILE, UploadFields.REQUIRED);
            return Optional.empty();
        }
        if (file.size() == 0) {
            errors.add(FILE, "The submitted file is empty.");
        }
        Optional<String> basename = Basename.ofForm(form.fileName());
        if (basename.isEmpty()) {
            errors.add(FILE, "The name of the file can't be kept. " + Basename.RULE);
        }
        return basename;
    }

    private long keep(ProjectCall call, Grant grant, FileDescription description, Received file) throws ApiRefusal {
        UploadOutcome kept = uploads.keep(
                file,
                grant,
                call.project().id(),
                false,
                description,
                Uploads.upload().client(call.project().clientRowId()));
        return switch (kept) {
            case UploadOutcome.Kept yes -> yes.file().id();
            case UploadOutcome.Mismatch(DigestMismatch difference) ->
                throw Refusals.field("metadata", UploadText.of(difference));
            case UploadOutcome.Full(QuotaReached reason) -> throw FullStorage.refusal(call, reason);
            case UploadOutcome.Ended ended -> throw Refusals.plain("project_member_id", "project_member_id is invalid");
        };
    }
}
