package vouchsafe.openhumans.api;

import vouchsafe.consent.MemberNumbers;

/** Who a call is about that names several members: the field {@code project_member_ids}, however it is sent. */
final class NamedMembers {
    static final String FIELD = "project_member_ids";

    private NamedMembers() {}

    /** Whether the body names anybody. */
    static boolean any(ApiBody body) {
        return body.texts(FIELD).stream().anyMatch(text -> !text.isBlank());
    }

    /** A JSON list of texts or numbers, a repeated form field, or one text with commas and spaces. */
    static MemberNumbers read(ApiBody body) {
        return MemberNumbers.of(String.join(" ", body.texts(FIELD)));
    }
}
