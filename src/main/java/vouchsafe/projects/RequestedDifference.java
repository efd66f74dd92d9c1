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
        for (int source : after.permissions().sources()) {
            if (!before.permissions().sources().contains(source)) {
                all.add(new SourceAdded(source));
            }
        }
        for (int source : before.permissions().sources()) {
            if (!after.permissions().sources().contains(source)) {
                all.add(new SourceRemoved(source));
            }
        }
        if (before.permissions().usernameAccess() != after.permissions().usernameAccess()) {
            all.add(new UsernameAccess(after.permissions().usernameAccess()));
        }
        if (before.permissions().messagePermission() != after.permissions().messagePermission()) {
            all.add(new MessagePermission(after.permissions().messagePermission()));
        }
        if (before.about().study() != after.about().study()) {
            all.add(new Kind(after.about().study()));
        }
        text(all, Subject.NAME, before.about().name(), after.about().name());
        text(all, Subject.LEADER, before.about().leader(), after.about().leader());
        text(
                all,
                Subject.ORGANIZATION,
                before.about().organization(),
                after.about().organization());
        text(
                all,
                Subject.SHORT_DESCRIPTION,
                before.about().shortDescription(),
                after.about().shortDescription());
        text(
                all,
                Subject.RETURNED_DATA_DESCRIPTION,
                before.about().returnedDataDescription(),
                after.about().returnedDataDescription());
        text(all, Subject.CONSENT_TEXT, before.consentText(), after.consentText());
        return List.copyOf(all);
    }

    private static void text(List<RequestedDifference> all, Subject subject, String before, String after) {
        if (!before.equals(after)) {
            all.add(new Text(subject, before, after));
        }
    }
}
