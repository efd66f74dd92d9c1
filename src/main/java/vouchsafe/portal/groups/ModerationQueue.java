package vouchsafe.portal.groups;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import vouchsafe.annotations.Moderation;
import vouchsafe.annotations.Search;

/** What moderators look through. */
public enum ModerationQueue {
    /** Nobody has looked at it yet. */
    PENDING("Waiting"),
    /** Annotations that readers reported. */
    REPORTED("Reported"),
    /** Annotations that may become good if their author changes them. */
    DENIED("Declined"),
    /** Annotations that are abuse. */
    SPAM("Spam"),
    /** All shared annotations. */
    ALL("Everything");

    private final String label;

    ModerationQueue(String label) {
        this.label = label;
    }

    /** The text of its link. */
    public String label() {
        return label;
    }

    /** Its name in addresses. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ModerationQueue> named(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }

    /** The search for its annotations in this group. */
    Search search(String groupId) {
        Search search = new Search().group(groupId);
        return switch (this) {
            case PENDING -> search.shared(Moderation.PENDING);
            case REPORTED -> search.shared(null).reported();
            case DENIED -> search.shared(Moderation.DENIED);
            case SPAM -> search.shared(Moderation.SPAM);
            case ALL -> search.shared(null);
        };
    }
}
