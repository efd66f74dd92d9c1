package vouchsafe.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** What is looked up again: the newest, which the last fault can have harmed, and a few of the others. */
final class Sample {
    private static final int NEWEST = 40;
    private static final int OTHERS = 10;

    private Sample() {}

    static <T> List<T> of(List<T> all) {
        int from = Math.max(0, all.size() - NEWEST);
        List<T> chosen = new ArrayList<>(all.subList(from, all.size()));
        for (int i = 0; i < OTHERS && from > 0; i++) {
            chosen.add(all.get(ThreadLocalRandom.current().nextInt(from)));
        }
        return chosen;
    }
}
