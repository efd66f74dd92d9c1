package vouchsafe.wording;

import vouchsafe.annotations.GroupDraft;

/** Says what is wrong with the name of a group, to programs and on forms alike. */
public final class GroupNameText {
    private GroupNameText() {}

    /** The fault, as the rest of a sentence about the field. */
    public static String of(GroupDraft.NameFault fault) {
        return switch (fault) {
            case TOO_SHORT -> "this is too short; the shortest is " + GroupDraft.SHORTEST_NAME + " characters";
            case NOT_SHOWABLE -> "this has a character that can't be shown";
        };
    }
}
