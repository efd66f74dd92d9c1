package vouchsafe.openhumans.api;

import vouchsafe.consent.MemberNumbers;

/** Reads the members that a call names in {@code project_member_ids}, in each form in which clients send that field. */
final class NamedMembers {
    static final String FIELD = "project_member_ids";

    private NamedMembers() {}

    /** Whether the body names any member. */
    static boolean any(ApiBody body) {
        return body.texts(FIELD).stream().anyMatch(text -> !text.isBlank());
    }

    /** A JSON list of texts or numbers, a repeated form field, or one text with commas and spaces. */
    static MemberNumbers read(ApiBody body) {
        return MemberNumbers.of(String.join(" ", body.texts(FIELD)));
    }
}
