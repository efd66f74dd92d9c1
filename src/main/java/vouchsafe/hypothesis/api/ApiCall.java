package vouchsafe.hypothesis.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.accounts.Member;
import vouchsafe.annotations.Annotation;
import vouchsafe.annotations.AnnotationHandout;
import vouchsafe.annotations.ReadWay;
import vouchsafe.annotations.Readers;
import vouchsafe.annotations.Viewer;
import vouchsafe.grants.Grant;
import vouchsafe.hypothesis.ApiCaller;
import vouchsafe.web.BadRequest;
import vouchsafe.web.FormBody;

/** One call: its caller and its request. */
final class ApiCall {
    private static final int LONGEST = 512 * 1024;
    private static final String NO_JSON = "Expected a valid JSON payload, but none was found!";

    private final HttpServletRequest request;
    private final ApiCaller caller;
    private final Map<String, String> variables;
    private final Readers readers;
    private final JsonMapper json;
    private @Nullable Viewer viewer;
    private @Nullable AnnotationHandout handout;

    ApiCall(
            HttpServletRequest request,
            ApiCaller caller,
            Map<String, String> variables,
            Readers readers,
            JsonMapper json) {
        this.request = request;
        this.caller = caller;
        this.variables = variables;
        this.readers = readers;
        this.json = json;
    }

    ApiCaller caller() {
        return caller;
    }

    /** The rights with which the caller reads, those of its member. */
    Viewer viewer() {
        Viewer known = viewer;
        if (known == null) {
            known = readers.viewer(caller.reader().map(Member::id));
            viewer = known;
        }
        return known;
    }

    /** The member for whom this call changes something. */
    Member writer() throws ApiRefusal {
        return caller.writer().orElseThrow(ApiRefusal::notFound);
    }

    /** The rights of the member who writes, even if the token may not read for them. */
    Viewer writing() throws ApiRefusal {
        return readers.viewer(Optional.of(writer().id()));
    }

    /**
     * Counts the member's own among annotations about to be shown; they go to the member's ledger before the answer leaves.
     */
    void handsOut(ReadWay way, List<Annotation> shown) {
        if (caller instanceof ApiCaller.ForMember member) {
            UUID self = member.member().id();
            Grant grant = member.token().grant();
            long own =
                    shown.stream().filter(each -> each.memberId().equals(self)).count();
            long before = handout == null ? 0 : handout.annotations();
            handout = new AnnotationHandout(
                    self,
                    grant == null ? null : grant.clientRowId(),
                    grant == null ? null : grant.id(),
                    way,
                    before + own,
                    1);
        }
    }

    /** What this call hands out of its member's own annotations, if that is anything. */
    Optional<AnnotationHandout> handout() {
        return Optional.ofNullable(handout);
    }

    /** The value of a variable of the path. */
    String variable(String name) {
        return variables.getOrDefault(name, "");
    }

    /** The URL's parameters, without characters that the database takes in no comparison. */
    Map<String, List<String>> query() throws BadRequest {
        return FormBody.decode(request.getQueryString());
    }

    /** The URL's parameters, and the body's where it is a form. */
    Map<String, List<String>> queryAndForm() throws BadRequest, IOException {
        if (!request.getMethod().equals("POST")) {
            return query();
        }
        Map<String, List<String>> all = query();
        FormBody.read(request).forEach((name, values) -> all.merge(name, values, (one, other) -> other));
        return all;
    }

    /** The name by which the calling program recognises its own changes. */
    String clientId() {
        String header = request.getHeader("X-Client-Id");
        return header == null ? "" : header;
    }

    boolean hasBody() {
        return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    }

    /** The body, a JSON object. */
    JsonNode body() throws ApiRefusal, BadRequest, IOException {
        byte[] bytes = request.getInputStream().readNBytes(LONGEST + 1);
        if (bytes.length > LONGEST) {
            throw new BadRequest(413, "The body is larger than " + LONGEST / 1024 + " kB.");
        }
        try {
            JsonNode read = json.readTree(new String(bytes, StandardCharsets.UTF_8));
            if (read.isMissingNode()) {
                throw ApiRefusal.invalid(NO_JSON);
            }
            if (!read.isObject()) {
                throw ApiRefusal.invalid("The JSON payload must be an object.");
            }
            return CleanJson.of(read);
        } catch (JacksonException broken) {
            throw ApiRefusal.invalid(NO_JSON);
        }
    }
}
