package vouchsafe.openhumans.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.datatypes.RegisteredDataTypes;
import vouchsafe.datatypes.UploadTypes;
import vouchsafe.files.FileMetadata;
import vouchsafe.grants.Grant;
import vouchsafe.openhumans.wording.Refusals;
import vouchsafe.openhumans.wording.UploadText;
import vouchsafe.web.api.ApiRefusal;

/** Checks the fields that uploads have in common, and reports all their errors at once. */
final class UploadFields {
    static final String REQUIRED = "This field is required.";

    private final RegisteredDataTypes dataTypes;
    private final JsonMapper json;

    UploadFields(RegisteredDataTypes dataTypes, JsonMapper json) {
        this.dataTypes = dataTypes;
        this.json = json;
    }

    /** The errors of a form, by field. */
    static final class Errors {
        private final Map<String, List<String>> found = new LinkedHashMap<>();

        void add(String field, String message) {
            found.computeIfAbsent(field, none -> new ArrayList<>()).add(message);
        }

        /** Refuses the call where there are errors. */
        void refuse() throws ApiRefusal {
            if (!found.isEmpty()) {
                throw Refusals.fields(found, found.toString());
            }
        }
    }

    /** The result of the checks: the member, the metadata and the data types. */
    record Checked(Grant grant, FileMetadata metadata, List<Integer> datatypes) {}

    /**
     * Finds the member that a call is about. A missing member is reported like an error of any other field.
     *
     * @param errors takes that error; the result is then empty
     */
    static Optional<Grant> member(ProjectCall call, ApiBody body, Errors errors) throws ApiRefusal {
        Optional<String> id = body.text("project_member_id");
        if (call.caller() instanceof Caller.ForProject && id.isEmpty()) {
            errors.add("project_member_id", REQUIRED);
            return Optional.empty();
        }
        return Optional.of(call.member(id));
    }

    /** Checks everything; {@code errors} may hold some already. */
    Checked check(ProjectCall call, ApiBody body, Errors errors) throws ApiRefusal {
        Optional<Grant> grant = member(call, body, errors);
        Optional<FileMetadata> metadata = metadata(body, errors);
        List<Integer> types = types(call, body, errors);
        errors.refuse();
        return new Checked(grant.orElseThrow(), metadata.orElseThrow(), types);
    }

    private Optional<FileMetadata> metadata(ApiBody body, Errors errors) {
        Optional<String> text = body.text("metadata");
        if (text.isEmpty()) {
            errors.add("metadata", REQUIRED);
            return Optional.empty();
        }
        return switch (FileMetadata.parse(json, text.get())) {
            case FileMetadata.Parsed.Valid(FileMetadata valid) -> Optional.of(valid);
            case FileMetadata.Parsed.Invalid fault -> {
                errors.add("metadata", UploadText.of(fault));
                yield Optional.empty();
            }
        };
    }

    private List<Integer> types(ProjectCall call, ApiBody body, Errors errors) {
        return switch (dataTypes.resolve(call.project().id(), body.texts("datatypes"))) {
            case UploadTypes.Chosen(List<Integer> ids) -> ids;
            case UploadTypes.Refused refused -> {
                errors.add("datatypes", UploadText.of(refused));
                yield List.of();
            }
        };
    }
}
