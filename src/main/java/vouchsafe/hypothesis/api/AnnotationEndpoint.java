package vouchsafe.hypothesis.api;

import java.io.IOException;
import vouchsafe.web.BadRequest;
import vouchsafe.web.api.ApiAnswer;
import vouchsafe.web.api.ApiRefusal;
import vouchsafe.web.api.Route;

/**
 * What answers at one address of the annotation API.
 *
 * @param listedAs its dotted name at {@code /api/}; empty for one that is not listed there
 * @param forClients whether a third party's server may ask too, by HTTP Basic
 * @param lines whether it answers lines of JSON
 */
record AnnotationEndpoint(String listedAs, String description, boolean forClients, boolean lines, Handler handler) {

    /** The code that answers. */
    @FunctionalInterface
    interface Handler {
        ApiAnswer answer(AnnotationCall call) throws ApiRefusal, BadRequest, IOException;
    }

    /** A route for members' apps, named as it is listed, or else by its method and path. */
    static Route<AnnotationEndpoint> at(
            String listedAs, String method, String path, String description, Handler handler) {
        return route(method, path, new AnnotationEndpoint(listedAs, description, false, false, handler));
    }

    /** A route that third parties' servers may ask too. */
    static Route<AnnotationEndpoint> alsoForClients(
            String listedAs, String method, String path, String description, Handler handler) {
        return route(method, path, new AnnotationEndpoint(listedAs, description, true, false, handler));
    }

    /** A route that third parties' servers may ask too, and that answers lines of JSON. */
    static Route<AnnotationEndpoint> linesForClients(
            String listedAs, String method, String path, String description, Handler handler) {
        return route(method, path, new AnnotationEndpoint(listedAs, description, true, true, handler));
    }

    private static Route<AnnotationEndpoint> route(String method, String path, AnnotationEndpoint endpoint) {
        String name = endpoint.listedAs().isEmpty() ? method + " " + path : endpoint.listedAs();
        return new Route<>(name, method, path, endpoint);
    }
}
