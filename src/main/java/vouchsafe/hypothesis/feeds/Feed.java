package vouchsafe.hypothesis.feeds;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * What a feed says, whatever it is written as.
 *
 * @param self its own address, which is its id too
 * @param page the page that shows the same to readers
 */
record Feed(String title, String subtitle, String self, String page, List<Entry> entries) {

    /**
     * One annotation.
     *
     * @param id a tag URI (RFC 4151), which never changes
     * @param author the username
     * @param html what was quoted and written
     * @param page where readers see it
     * @param json where programs get it
     */
    record Entry(
            String id,
            String title,
            String author,
            Instant published,
            Instant updated,
            String html,
            String page,
            String json) {}

    /** When anything in it last changed; the same moment for every feed that has nothing in it. */
    Instant updated() {
        return entries.stream()
                .map(Entry::updated)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }
}
