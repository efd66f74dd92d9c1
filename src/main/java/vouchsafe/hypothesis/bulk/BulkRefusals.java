package vouchsafe.hypothesis.bulk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vouchsafe.web.TypedText;
import vouchsafe.web.api.ApiRefusal;

/** Refusals of instructions, as error objects of JSON:API; programs know them by their code. */
final class BulkRefusals {
    private static final int LONGEST = 300;

    private BulkRefusals() {}

    /**
     * One thing that does not have the form it should.
     *
     * @param pointer where in the instruction, its parts joined by slashes; empty for all of it
     */
    record Fault(String pointer, String detail) {}

    /** A line that is no JSON. */
    static ApiRefusal noJson(String why) {
        return simple(400, "InvalidJSONError", why);
    }

    /** The order of the instructions is wrong. */
    static ApiRefusal outOfOrder(String why) {
        return simple(400, "CommandSequenceError", why);
    }

    /** Something that the caller states is not so. */
    static ApiRefusal notSo(String why) {
        return simple(400, "InvalidDeclarationError", why);
    }

    /** A reference leads to nothing. */
    static ApiRefusal noReference(String kind, String reference) {
        return simple(
                400,
                "UnpopulatedReferenceError",
                "No concrete id found for '" + kind + "' reference '" + reference + "'");
    }

    /** Two things that were asked for cannot both be. */
    static ApiRefusal conflicting(String why) {
        return simple(409, "ConflictingDataError", why);
    }

    /** It is well formed, and nothing that is done here. */
    static ApiRefusal unsupported(String why) {
        return simple(422, "UnsupportedOperationError", why);
    }

    /** Everything that does not have the form it should. */
    static ApiRefusal malformed(String title, List<Fault> faults) {
        List<Map<String, Object>> errors = faults.stream()
                .map(fault -> {
                    Map<String, Object> error = new LinkedHashMap<>();
                    error.put("code", "SchemaValidationError");
                    error.put("title", title);
                    error.put("detail", fault.detail());
                    error.put("status", "400");
                    if (!fault.pointer().isEmpty()) {
                        error.put("source", Map.of("pointer", fault.pointer()));
                    }
                    return error;
                })
                .toList();
        return new ApiRefusal(
                400,
                "SchemaValidationError",
                Map.of("errors", errors),
                faults.getFirst().detail());
    }

    private static ApiRefusal simple(int status, String code, String why) {
        String title = TypedText.cut(why, LONGEST);
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("title", title);
        error.put("status", Integer.toString(status));
        return new ApiRefusal(status, code, Map.of("errors", List.of(error)), title);
    }
}
