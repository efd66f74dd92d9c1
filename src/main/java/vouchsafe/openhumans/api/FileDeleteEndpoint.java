package vouchsafe.openhumans.api;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import vouchsafe.files.DataFiles;
import vouchsafe.files.FileChoice;
import vouchsafe.grants.Grant;
import vouchsafe.openhumans.wording.Refusals;
import vouchsafe.web.BadRequest;
import vouchsafe.web.api.ApiAnswer;
import vouchsafe.web.api.ApiRefusal;
import vouchsafe.web.api.Route;

/** {@code POST files/delete/}: a project deletes files that it uploaded for a member; all other files count as absent. */
final class FileDeleteEndpoint implements Endpoint {
    private static final String ONE = "one of file_id, file_basename, or all_files is required";

    private final DataFiles files;

    FileDeleteEndpoint(DataFiles files) {
        this.files = files;
    }

    @Override
    public Route<Endpoint> route() {
        return Endpoint.post("files/delete", this);
    }

    @Override
    public ApiAnswer answer(ProjectCall call) throws ApiRefusal, BadRequest, IOException {
        ApiBody body = call.body();
        UploadFields.Errors errors = new UploadFields.Errors();
        Optional<Grant> grant = UploadFields.member(call, body, errors);
        int project = call.project().id();
        OptionalLong id = FileId.read(body, errors);
        errors.refuse();
        List<FileChoice> wanted = new ArrayList<>();
        id.ifPresent(number -> wanted.add(new FileChoice.UploadedById(project, number)));
        body.text("file_basename").ifPresent(name -> wanted.add(new FileChoice.UploadedByName(project, name)));
        if (body.flag("all_files")) {
            wanted.add(new FileChoice.Uploaded(project));
        }
        if (wanted.isEmpty()) {
            throw Refusals.plain("missing_field", ONE);
        }
        if (wanted.size() > 1) {
            throw Refusals.plain("too_many", ONE);
        }
        List<Long> deleted = files.delete(
                        grant.orElseThrow(),
                        wanted.getFirst(),
                        DataFiles.deletion().client(call.project().clientRowId()))
                .orElseThrow(ProjectCall::unknownMember);
        return ApiAnswer.ok(Map.of("ids", deleted));
    }
}
