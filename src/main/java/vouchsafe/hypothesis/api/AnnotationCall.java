package vouchsafe.hypothesis.api;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
import vouchsafe.hypothesis.Refusals;
import vouchsafe.web.BadRequest;
import vouchsafe.web.FormBody;
import vouchsafe.web.api.ApiRefusal;
import vouchsafe.web.api.ApiRequest;
import vouchsafe.web.api.JsonBody;

/** One call: its caller and its request. */
final class AnnotationCall {
    private static final int LONGEST = 512 * 1024;

    /**
     * Fields with text of the page that clients cut by UTF-16 units, in the middle of a character where it may be: the words
     * around a quote. There a half becomes U+FFFD, since nobody can mend what a program cut; text that people write is refused.
     */
    private static final Set<String> FROM_PAGES = Set.of("target", "document");

    static final String NO_JSON = "Expected a valid JSON payload, but none was found!";

    private final ApiRequest request;
    private final ApiCaller caller;
    private final Readers readers;
    private final JsonMapper json;
    private @Nullable Viewer viewer;
    private @Nullable AnnotationHandout handout;

    AnnotationCall(ApiRequest request, ApiCaller caller, Readers readers, JsonMapper json) {
        this.request = request;
        this.caller = caller;
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
        return caller.writer().orElseThrow(Refusals::notFound);
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
        return request.variable(name);
    }

    /** The URL's parameters. */
    Map<String, List<String>> query() throws BadRequest {
        return request.query();
    }

    /** The URL's parameters, and the body's where it is a form. */
    Map<String, List<String>> queryAndForm() throws BadRequest, IOException {
        if (!request.method().equals("POST")) {
            return query();
        }
        Map<String, List<String>> all = new LinkedHashMap<>(query());
        FormBody.kept(FormBody.read(request.raw()))
                .forEach((name, values) -> all.merge(name, values, (one, other) -> other));
        return all;
    }

    /** The name by which the calling program recognises its own changes. */
    String clientId() {
        return request.header("X-Client-Id").orElse("");
    }

    /** The request itself. */
    ApiRequest request() {
        return request;
    }

    boolean hasBody() {
        return request.hasBody();
    }

    /** The body, a JSON object. */
    JsonNode body() throws ApiRefusal, BadRequest, IOException {
        return switch (JsonBody.read(json, request.raw(), LONGEST, FROM_PAGES)) {
            case JsonBody.Fields(JsonNode object) -> CleanJson.of(object);
            case JsonBody.Other other -> throw Refusals.invalid("The JSON payload must be an object.");
            case JsonBody.Nothing nothing -> throw Refusals.invalid(NO_JSON);
            case JsonBody.Broken broken -> throw Refusals.invalid(NO_JSON);
        };
    }
}
