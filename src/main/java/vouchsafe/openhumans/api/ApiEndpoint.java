package vouchsafe.openhumans.api;

import java.io.IOException;
import java.util.Set;
import vouchsafe.web.BadRequest;

/** One address below {@code /api/direct-sharing/project/}. The servlet finds the caller before it asks the endpoint. */
interface ApiEndpoint {
    /** Without slashes at its ends, for example {@code files/upload/direct}; also its name in the request log. */
    String path();

    /** {@code GET} or {@code POST}. */
    String method();

    /**
     * Serves one call.
     *
     * @throws ApiRefusal with the status and body that clients of Open Humans recognise
     */
    ApiAnswer answer(ApiCall call) throws ApiRefusal, BadRequest, IOException;

    /** Whether it takes a project's master token only; a member's token counts as unknown there. */
    default boolean forMasterTokens() {
        return false;
    }

    /** The methods to name in {@code Allow}. */
    default Set<String> methods() {
        return method().equals("GET") ? Set.of("GET", "HEAD", "OPTIONS") : Set.of("POST", "OPTIONS");
    }
}
