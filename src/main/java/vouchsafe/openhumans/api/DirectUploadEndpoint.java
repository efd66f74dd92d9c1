package vouchsafe.openhumans.api;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import vouchsafe.files.Basename;
import vouchsafe.files.DirectUploads;
import vouchsafe.files.FileDescription;
import vouchsafe.web.BadRequest;

/**
 * {@code POST files/upload/direct/}: takes the description of a file to come, and answers with the address to put it at.
 */
final class DirectUploadEndpoint implements ApiEndpoint {
    private static final String NAME = "filename";

    private final DirectUploads uploads;
    private final UploadFields fields;

    DirectUploadEndpoint(DirectUploads uploads, UploadFields fields) {
        this.uploads = uploads;
        this.fields = fields;
    }

    @Override
    public String path() {
        return "files/upload/direct";
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public ApiAnswer answer(ApiCall call) throws ApiRefusal, BadRequest, IOException {
        ApiBody body = call.body();
        UploadFields.Errors errors = new UploadFields.Errors();
        Optional<String> sent = body.text(NAME);
        Optional<String> basename = sent.flatMap(Basename::of);
        if (sent.isEmpty()) {
            errors.add(NAME, UploadFields.REQUIRED);
        } else if (basename.isEmpty()) {
            errors.add(NAME, "This is no name for a file.");
        }
        UploadFields.Checked checked = fields.check(call, body, errors);
        FileDescription description =
                new FileDescription(basename.orElseThrow(), checked.metadata(), checked.datatypes());
        DirectUploads.Begun begun = uploads.begin(
                        checked.grant(), call.project().id(), description)
                .orElseThrow(() -> ApiRefusal.plain("project_member_id", "project_member_id is invalid"));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", begun.id());
        answer.put("url", begun.url());
        return new ApiAnswer(201, answer);
    }
}
