package vouchsafe.annotations;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a search. An empty list narrows nothing; values of one list are alternatives, words must all be
 * there.
 */
public final class Search {
    /** The id of a person or thing that does not exist: nothing is found by it. */
    public static final UUID NOTHING = new UUID(0, 0);

    /** How many a page has at most. */
    public static final int MOST = 200;

    /** Where words are looked for. */
    public enum Place {
        /** Everywhere. */
        ANY(""),
        /** In what the author wrote. */
        TEXT("a"),
        /** In the annotated words. */
        QUOTE("b"),
        /** In the tags. */
        TAGS("c"),
        /** In the address. */
        URI("d");

        private final String weight;

        Place(String weight) {
            this.weight = weight;
        }

        /** The weight that words of this place have in the index; empty for all. */
        String weight() {
            return weight;
        }
    }

    /** In which order. */
    public enum Sort {
        /** When it was last changed. */
        UPDATED("updated_at"),
        /** When it was made. */
        CREATED("created_at"),
        /** By group. */
        GROUP("group_id"),
        /** By its id. */
        ID("id"),
        /** By author, in an order of the server's own. */
        USER("member_id");

        private final String column;

        Sort(String column) {
            this.column = column;
        }

        String column() {
            return column;
        }
    }

    /** The value of the sort column after which results begin. */
    public sealed interface After {
        /** A time. */
        record Time(Instant at) implements After {}

        /** An annotation or a member. */
        record Id(UUID id) implements After {}

        /** A group. */
        record Text(String text) implements After {}
    }

    /** Words and where they must stand. */
    record Words(Place place, String text) {}

    final List<String> uris = new ArrayList<>();
    final List<UriPattern> patterns = new ArrayList<>();
    final List<UUID> members = new ArrayList<>();
    final List<String> groups = new ArrayList<>();
    final List<UUID> references = new ArrayList<>();
    final List<Words> words = new ArrayList<>();
    boolean topLevel;
    boolean sharedOnly;
    boolean reported;

    @Nullable
    Moderation moderation;

    Sort sort = Sort.UPDATED;
    boolean ascending;

    @Nullable
    After after;

    int offset;
    int limit = 20;

    /** About this page, or another address of the same document. */
    public Search uri(String uri) {
        uris.add(NormalUri.of(uri));
        return this;
    }

    /** About pages whose address looks like this. */
    public Search pattern(UriPattern pattern) {
        patterns.add(pattern);
        return this;
    }

    /** By this author. */
    public Search member(UUID memberId) {
        members.add(memberId);
        return this;
    }

    /** By this author and no other, even where others were named. */
    public Search only(UUID memberId) {
        members.clear();
        members.add(memberId);
        return this;
    }

    /** In this group. */
    public Search group(String groupId) {
        groups.add(groupId);
        return this;
    }

    /** In this group and no other; nothing where only others were named. */
    public Search within(String groupId) {
        boolean asked = groups.isEmpty() || groups.contains(groupId);
        groups.clear();
        groups.add(asked ? groupId : "");
        return this;
    }

    /** Below this annotation, however deep. */
    public Search reference(UUID annotationId) {
        references.add(annotationId);
        return this;
    }

    /** With all of these words in that place. */
    public Search words(Place place, String text) {
        words.add(new Words(place, text));
        return this;
    }

    /** Not replies. */
    public Search topLevel() {
        topLevel = true;
        return this;
    }

    /** Only what is shared, and stands so with the moderators if that is said. */
    public Search shared(@Nullable Moderation standing) {
        sharedOnly = true;
        moderation = standing;
        return this;
    }

    /** Only annotations that were reported to the moderators. */
    public Search reported() {
        reported = true;
        return this;
    }

    /** In this order; the default is latest change first. */
    public Search sorted(Sort by, boolean upwards) {
        sort = by;
        ascending = upwards;
        return this;
    }

    /** Only what comes after this in the order; it must be of the kind that the order sorts by. */
    public Search after(After last) {
        after = last;
        return this;
    }

    /** The part of it that is wanted. */
    public Search page(int skipped, int most) {
        offset = skipped;
        limit = Math.min(most, MOST);
        return this;
    }
}
