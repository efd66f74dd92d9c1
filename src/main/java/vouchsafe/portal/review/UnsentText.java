package vouchsafe.portal.review;

/**
 * What somebody wrote and could not send, so that the page can give it back.
 *
 * @param comment text of the comment field
 * @param reason text of the reason fields
 * @param error why it was refused, or empty
 */
public record UnsentText(String comment, String reason, String error) {
    /** Nothing was refused. */
    static final UnsentText NOTHING = new UnsentText("", "", "");

    static UnsentText comment(String text, String error) {
        return new UnsentText(text, "", error);
    }

    static UnsentText reason(String text, String error) {
        return new UnsentText("", text, error);
    }
}
