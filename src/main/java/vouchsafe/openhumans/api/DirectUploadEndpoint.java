package vouchsafe.openhumans.api;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import vouchsafe.files.Basename;
import vouchsafe.files.DirectUploads;
import vouchsafe.files.FileDescription;
import vouchsafe.files.QuotaReached;
import vouchsafe.grants.Grant;
import vouchsafe.openhumans.wording.Refusals;
import vouchsafe.web.BadRequest;
import vouchsafe.web.api.ApiAnswer;
import vouchsafe.web.api.ApiRefusal;
import vouchsafe.web.api.Route;

/**
 * {@code POST files/upload/direct/}: takes the description of a file to come, and answers with the address to put it at.
 */
final class DirectUploadEndpoint implements Endpoint {
    private static final String NAME = "filename";

    private final DirectUploads uploads;
    private final UploadFields fields;

    DirectUploadEndpoint(DirectUploads uploads, UploadFields fields) {
        this.uploads = uploads;
        this.fields = fields;
    }

    @Override
    public Route<Endpoint> route() {
        return Endpoint.post("files/upload/direct", this);
    }

    @Override
    public ApiAnswer answer(ProjectCall call) throws ApiRefusal, BadRequest, IOException {
        ApiBody body = call.body();
        UploadFields.Errors errors = new UploadFields.Errors();
        Optional<String> sent = body.text(NAME);
        Optional<String> basename = sent.flatMap(Basename::of);
        if (sent.isEmpty()) {
            errors.add(NAME, UploadFields.REQUIRED);
        } else if (basename.isEmpty()) {
            errors.add(NAME, Basename.RULE);
        }
        UploadFields.Checked checked = fields.check(call, body, errors);
        FileDescription description =
                new FileDescription(basename.orElseThrow(), checked.metadata(), checked.datatypes());
        DirectUploads.Begun begun = begin(call, checked.grant(), description);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", begun.id());
        answer.put("url", begun.url());
        return new ApiAnswer(201, answer);
    }

    private DirectUploads.Begun begin(ProjectCall call, Grant grant, FileDescription description) throws ApiRefusal {
        try {
            return uploads.begin(grant, call.project().id(), call.caller().accessId(), description)
                    .orElseThrow(() -> Refusals.plain("project_member_id", "project_member_id is invalid"));
        } catch (QuotaReached full) {
            throw FullStorage.refusal(call, full);
        }
    }
}
