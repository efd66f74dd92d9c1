package vouchsafe.openhumans.api;

import java.io.IOException;
import vouchsafe.web.BadRequest;
import vouchsafe.web.api.ApiAnswer;
import vouchsafe.web.api.ApiRefusal;
import vouchsafe.web.api.Route;

/** What answers at one address below {@code /api/direct-sharing/project/}. The caller is found before it is asked. */
interface Endpoint {

    /** Its address. */
    Route<Endpoint> route();

    /**
     * Serves one call.
     *
     * @throws ApiRefusal with the status and body that clients of Open Humans recognise
     */
    ApiAnswer answer(ProjectCall call) throws ApiRefusal, BadRequest, IOException;

    /** Whether it takes a project's master token only; a member's token counts as unknown there. */
    default boolean forMasterTokens() {
        return false;
    }

    /** The route of an endpoint that reads, named by its path. */
    static Route<Endpoint> get(String path, Endpoint endpoint) {
        return new Route<>(path.isEmpty() ? "project" : path, "GET", path, endpoint);
    }

    /** The route of an endpoint that changes something, named by its path. */
    static Route<Endpoint> post(String path, Endpoint endpoint) {
        return new Route<>(path, "POST", path, endpoint);
    }
}
