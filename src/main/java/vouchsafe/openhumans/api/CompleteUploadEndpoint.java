package vouchsafe.openhumans.api;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import vouchsafe.files.DataFile;
import vouchsafe.files.DigestMismatch;
import vouchsafe.files.DirectUploads;
import vouchsafe.files.Uploads;
import vouchsafe.grants.Grant;
import vouchsafe.openhumans.wording.UploadText;
import vouchsafe.web.BadRequest;

/** {@code POST files/upload/complete/}: makes a file of the uploaded bytes. */
final class CompleteUploadEndpoint implements ApiEndpoint {
    private final DirectUploads uploads;

    CompleteUploadEndpoint(DirectUploads uploads) {
        this.uploads = uploads;
    }

    @Override
    public String path() {
        return "files/upload/complete";
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public ApiAnswer answer(ApiCall call) throws ApiRefusal, BadRequest, IOException {
        ApiBody body = call.body();
        UploadFields.Errors errors = new UploadFields.Errors();
        Optional<Grant> grant = UploadFields.member(call, body, errors);
        OptionalLong id = FileId.read(body, errors);
        errors.refuse();
        if (id.isEmpty()) {
            throw ApiRefusal.detail(400, "file does not exist");
        }
        DirectUploads.Completed completed = uploads.complete(
                grant.orElseThrow(),
                call.project().id(),
                id.getAsLong(),
                Uploads.upload().client(call.project().clientRowId()));
        return switch (completed) {
            case DirectUploads.Completed.Done(DataFile file) -> {
                Map<String, Object> answer = new LinkedHashMap<>();
                answer.put("status", "ok");
                answer.put("size", file.size());
                yield ApiAnswer.ok(answer);
            }
            case DirectUploads.Completed.Unknown unknown -> throw ApiRefusal.detail(400, "file does not exist");
            case DirectUploads.Completed.NotPresent nothing -> throw ApiRefusal.detail(400, "file not present");
            case DirectUploads.Completed.Mismatch(DigestMismatch difference) ->
                throw ApiRefusal.field("metadata", UploadText.of(difference));
        };
    }
}
