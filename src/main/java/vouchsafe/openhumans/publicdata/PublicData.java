package vouchsafe.openhumans.publicdata;

import java.util.List;
import java.util.Set;
import vouchsafe.openhumans.wording.ApiWording;
import vouchsafe.web.BadRequest;
import vouchsafe.web.PublicAddress;
import vouchsafe.web.api.ApiAnswer;
import vouchsafe.web.api.ApiCall;
import vouchsafe.web.api.ApiRefusal;
import vouchsafe.web.api.ApiRequest;
import vouchsafe.web.api.Route;
import vouchsafe.web.api.Routes;

/** Data that everyone may read: nobody is asked who they are, and nobody's calls are counted. */
final class PublicData extends ApiWording<PublicEndpoint> {
    private final String base;
    private final PublicAddress address;

    /** @param base path before the words of the routes, for example {@code /api/public} */
    PublicData(String base, PublicAddress address) {
        super(Set.of("GET", "HEAD", "OPTIONS"), "", List.of());
        this.base = base;
        this.address = address;
    }

    @Override
    public ApiCall begin(ApiRequest request, Routes.Found<PublicEndpoint> found) throws ApiRefusal, BadRequest {
        Route<PublicEndpoint> route = route(request, found);
        refuseControls(request.words());
        for (List<String> values : request.query().values()) {
            refuseControls(values);
        }
        return new Anybody(route.endpoint(), new PublicRequest(url(request.words()), request, request.query()));
    }

    /** A call of anybody. */
    private record Anybody(PublicEndpoint endpoint, PublicRequest request) implements ApiCall {
        @Override
        public ApiAnswer answer() throws ApiRefusal {
            return ApiAnswer.ok(endpoint.answer(request));
        }

        @Override
        public void served(int status) {}

        @Override
        public void refused(int status, String error, String why) {}
    }

    private String url(List<String> words) {
        String path = String.join("/", words);
        return address.url(base + "/" + (path.isEmpty() ? "" : path + "/"));
    }

    /** Refuses control characters: no name has one, and the database takes some of them in no comparison. */
    private static void refuseControls(List<String> texts) throws BadRequest {
        for (String text : texts) {
            if (text.codePoints().anyMatch(Character::isISOControl)) {
                throw new BadRequest(400, "A parameter has a control character.");
            }
        }
    }
}
