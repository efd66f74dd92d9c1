package vouchsafe.hypothesis.api;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vouchsafe.web.BadRequest;

/**
 * One route of the API.
 *
 * @param name dotted, as it is listed at {@code /api/}; empty for a route that is not listed
 * @param path behind {@code /api/}; a word that begins with a colon stands for any one word
 * @param forClients whether a third party's server may ask too, by HTTP Basic
 */
record Route(String name, String method, String path, String description, boolean forClients, Handler handler) {
    /** The code that answers a route. */
    @FunctionalInterface
    interface Handler {
        ApiAnswer answer(ApiCall call) throws ApiRefusal, BadRequest, IOException;
    }

    static Route of(String name, String method, String path, String description, Handler handler) {
        return new Route(name, method, path, description, false, handler);
    }

    Route alsoForClients() {
        return new Route(name, method, path, description, true, handler);
    }

    /** Its name in the log of calls. */
    String label() {
        return name.isEmpty() ? method + " " + path : name;
    }

    boolean takes(String asked) {
        return method.equals(asked) || method.equals("GET") && asked.equals("HEAD");
    }

    /** The values of the path's variables; empty where the path is another. */
    Optional<Map<String, String>> match(List<String> words) {
        List<String> own = Arrays.asList(path.split("/", -1));
        if (own.size() != words.size()) {
            return Optional.empty();
        }
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < own.size(); i++) {
            if (own.get(i).startsWith(":") && !words.get(i).isEmpty()) {
                variables.put(own.get(i).substring(1), words.get(i));
            } else if (!own.get(i).equals(words.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }
}
