package vouchsafe.openhumans.api;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import vouchsafe.files.DataFile;
import vouchsafe.files.DigestMismatch;
import vouchsafe.files.DirectUploads;
import vouchsafe.files.QuotaReached;
import vouchsafe.files.Uploads;
import vouchsafe.grants.Grant;
import vouchsafe.openhumans.wording.Refusals;
import vouchsafe.openhumans.wording.UploadText;
import vouchsafe.web.BadRequest;
import vouchsafe.web.api.ApiAnswer;
import vouchsafe.web.api.ApiRefusal;
import vouchsafe.web.api.Route;

/** {@code POST files/upload/complete/}: makes a file of the uploaded bytes. */
final class CompleteUploadEndpoint implements Endpoint {
    private final DirectUploads uploads;

    CompleteUploadEndpoint(DirectUploads uploads) {
        this.uploads = uploads;
    }

    @Override
    public Route<Endpoint> route() {
        return Endpoint.post("files/upload/complete", this);
    }

    @Override
    public ApiAnswer answer(ProjectCall call) throws ApiRefusal, BadRequest, IOException {
        ApiBody body = call.body();
        UploadFields.Errors errors = new UploadFields.Errors();
        Optional<Grant> grant = UploadFields.member(call, body, errors);
        OptionalLong id = FileId.read(body, errors);
        errors.refuse();
        if (id.isEmpty()) {
            throw Refusals.detail(400, "file does not exist");
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
            case DirectUploads.Completed.Unknown unknown -> throw Refusals.detail(400, "file does not exist");
            case DirectUploads.Completed.NotPresent nothing -> throw Refusals.detail(400, "file not present");
            case DirectUploads.Completed.Full(QuotaReached reason) -> throw FullStorage.refusal(call, reason);
            case DirectUploads.Completed.Mismatch(DigestMismatch difference) ->
                throw Refusals.field("metadata", UploadText.of(difference));
        };
    }
}
