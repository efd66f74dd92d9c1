package vouchsafe.portal.twice;

import java.util.List;
import java.util.function.Supplier;
import vouchsafe.accounts.Member;

/**
 * A form, ready to be sent.
 *
 * @param route the pattern of the handler that takes it
 * @param arrange makes people and things of its own each time
 */
record FormScene(String route, Supplier<Ready> arrange) {

    /**
     * @param people those whose events tell what was done
     * @param rows what else tells it
     */
    record Ready(SentForm form, List<Member> people, Supplier<Object> rows) {}

    @Override
    public String toString() {
        return route;
    }
}
