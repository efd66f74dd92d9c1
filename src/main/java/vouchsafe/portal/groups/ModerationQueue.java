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
    /** Readers reported it. */
    REPORTED("Reported"),
    /** It may become good when its author changes it. */
    DENIED("Declined"),
    /** It is abuse. */
    SPAM("Spam"),
    /** Everything that is shared. */
    ALL("Everything");

    private final String label;

    ModerationQueue(String label) {
        this.label = label;
    }

    /** What its link says. */
    public String label() {
        return label;
    }

    /** As it stands in addresses. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ModerationQueue> named(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }

    /** What is on it, in this group. */
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
