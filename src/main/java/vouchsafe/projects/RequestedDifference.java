package vouchsafe.projects;

import java.util.ArrayList;
import java.util.List;

/** One way in which what a project asks for changed. */
public sealed interface RequestedDifference {
    /** Data of this project is asked for now. */
    record SourceAdded(int projectId) implements RequestedDifference {}

    /** Data of this project is no longer asked for. */
    record SourceRemoved(int projectId) implements RequestedDifference {}

    /** Data of every source is asked for now, or no longer. */
    record AllSources(boolean requested) implements RequestedDifference {}

    /** The username is asked for now, or no longer. */
    record UsernameAccess(boolean requested) implements RequestedDifference {}

    /** Permission to send messages is asked for now, or no longer. */
    record MessagePermission(boolean requested) implements RequestedDifference {}

    /** The project calls itself a study now, or an activity. */
    record Kind(boolean study) implements RequestedDifference {}

    /** A text the project says about itself reads differently; either may be empty. */
    record Text(Subject subject, String before, String after) implements RequestedDifference {}

    /** The text that differs. */
    enum Subject {
        NAME,
        LEADER,
        ORGANIZATION,
        SHORT_DESCRIPTION,
        RETURNED_DATA_DESCRIPTION,
        CONSENT_TEXT
    }

    /** Whether agreeing to this gives the project more than before. */
    default boolean widens() {
        return switch (this) {
            case SourceAdded added -> true;
            case SourceRemoved removed -> false;
            case AllSources all -> all.requested();
            case UsernameAccess username -> username.requested();
            case MessagePermission messages -> messages.requested();
            case Kind kind -> false;
            case Text text -> false;
        };
    }

    /** Every difference, permissions first. */
    static List<RequestedDifference> between(Requested before, Requested after) {
        List<RequestedDifference> all = new ArrayList<>();
        if (before.allSources() != after.allSources()) {
            all.add(new AllSources(after.allSources()));
        }
        for (int source : after.sources()) {
            if (!before.sources().contains(source)) {
                all.add(new SourceAdded(source));
            }
        }
        for (int source : before.sources()) {
            if (!after.sources().contains(source)) {
                all.add(new SourceRemoved(source));
            }
        }
        if (before.usernameAccess() != after.usernameAccess()) {
            all.add(new UsernameAccess(after.usernameAccess()));
        }
        if (before.messagePermission() != after.messagePermission()) {
            all.add(new MessagePermission(after.messagePermission()));
        }
        if (before.study() != after.study()) {
            all.add(new Kind(after.study()));
        }
        text(all, Subject.NAME, before.name(), after.name());
        text(all, Subject.LEADER, before.leader(), after.leader());
        text(all, Subject.ORGANIZATION, before.organization(), after.organization());
        text(all, Subject.SHORT_DESCRIPTION, before.shortDescription(), after.shortDescription());
        text(all, Subject.RETURNED_DATA_DESCRIPTION, before.returnedDataDescription(), after.returnedDataDescription());
        text(all, Subject.CONSENT_TEXT, before.consentText(), after.consentText());
        return List.copyOf(all);
    }

    private static void text(List<RequestedDifference> all, Subject subject, String before, String after) {
        if (!before.equals(after)) {
            all.add(new Text(subject, before, after));
        }
    }
}
