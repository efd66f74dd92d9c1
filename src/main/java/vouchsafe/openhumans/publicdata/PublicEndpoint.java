package vouchsafe.openhumans.publicdata;

import vouchsafe.web.api.ApiRefusal;
import vouchsafe.web.api.Route;

/** What answers at one address of the public API. */
@FunctionalInterface
interface PublicEndpoint {

    /**
     * The object at the address, as a value that Jackson writes.
     *
     * @throws ApiRefusal where there is none
     */
    Object answer(PublicRequest request) throws ApiRefusal;

    /** The route of an endpoint; its name is the first word of its path. */
    static Route<PublicEndpoint> at(String path, PublicEndpoint endpoint) {
        String first = path.split("/", 2)[0];
        return new Route<>(first.isEmpty() ? "public-data" : first, "GET", path, endpoint);
    }
}
