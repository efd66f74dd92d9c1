package vouchsafe.hypothesis.api;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import vouchsafe.accounts.Authority;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.UserId;
import vouchsafe.annotations.Annotation;
import vouchsafe.annotations.Annotations;
import vouchsafe.annotations.Found;
import vouchsafe.annotations.ReadWay;
import vouchsafe.annotations.Search;
import vouchsafe.annotations.Viewer;
import vouchsafe.hypothesis.ApiCallers;
import vouchsafe.hypothesis.Refusals;
import vouchsafe.web.BadRequest;
import vouchsafe.web.api.ApiAnswer;
import vouchsafe.web.api.ApiRefusal;
import vouchsafe.web.api.Route;

/** Answers searches, and counts the annotations of a page. */
final class SearchResource {
    private final Annotations annotations;
    private final ApiCallers callers;
    private final Authority authority;
    private final AnnotationJson wording;

    SearchResource(Annotations annotations, ApiCallers callers, Authority authority, AnnotationJson wording) {
        this.annotations = annotations;
        this.callers = callers;
        this.authority = authority;
        this.wording = wording;
    }

    List<Route<AnnotationEndpoint>> routes() {
        return List.of(
                AnnotationEndpoint.at("search", "GET", "search", "Search for annotations", this::search),
                AnnotationEndpoint.at("", "POST", "search", "Search for annotations", this::search),
                AnnotationEndpoint.at("", "GET", "badge", "How many annotations a page has", this::badge));
    }

    private ApiAnswer search(AnnotationCall call) throws ApiRefusal, BadRequest, IOException {
        SearchParameters parameters = new SearchParameters(call.queryAndForm(), this::member);
        Search search = parameters.read();
        Viewer viewer = call.viewer();
        Found found = annotations.search(search, viewer);
        call.handsOut(ReadWay.SEARCH, found.rows());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("total", found.total());
        answer.put("rows", wording.render(found.rows(), viewer));
        if (parameters.separateReplies()) {
            List<Annotation> replies = replies(found.rows(), viewer);
            call.handsOut(ReadWay.SEARCH, replies);
            answer.put("replies", wording.render(replies, viewer));
        }
        return Answers.ok(answer);
    }

    private List<Annotation> replies(List<Annotation> rows, Viewer viewer) {
        if (rows.isEmpty()) {
            return List.of();
        }
        Search replies = new Search().sorted(Search.Sort.CREATED, true).page(0, Search.MOST);
        rows.forEach(row -> replies.reference(row.id()));
        return annotations.search(replies, viewer).rows();
    }

    /** The author; a name alone is one of this server's own. */
    private Optional<UUID> member(String name) {
        return UserId.read(name, authority.value()).flatMap(callers::member).map(Member::id);
    }

    private ApiAnswer badge(AnnotationCall call) throws ApiRefusal, BadRequest {
        List<String> uris = call.query().getOrDefault("uri", List.of());
        if (uris.isEmpty() || uris.getLast().isBlank()) {
            throw Refusals.invalid("uri: this field is required");
        }
        Search search = new Search().uri(uris.getLast());
        return Answers.ok(Map.of("total", annotations.count(search, Viewer.ANYONE)));
    }
}
