package vouchsafe.web.pages;

import java.util.Map;

/**
 * The forms whose answers are not given again as they were. Both maps lead from a path to the reason.
 *
 * @param free forms that do nothing durable, or that end the same however often they are sent
 * @param anew forms that are answered anew each time; their controllers ask {@link FormsOnce#sentBefore}
 */
public record FormRules(Map<String, String> free, Map<String, String> anew) {

    boolean free(String path) {
        return free.containsKey(path);
    }

    boolean anew(String path) {
        return anew.containsKey(path);
    }
}
