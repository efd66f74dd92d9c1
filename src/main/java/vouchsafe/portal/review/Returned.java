package vouchsafe.portal.review;

/**
 * What somebody wrote and could not send, so that the page can give it back.
 *
 * @param comment text of the comment field
 * @param reason text of the reason fields
 * @param error why it was refused, or empty
 */
public record Returned(String comment, String reason, String error) {
    /** Nothing was refused. */
    static final Returned NOTHING = new Returned("", "", "");

    static Returned comment(String text, String error) {
        return new Returned(text, "", error);
    }

    static Returned reason(String text, String error) {
        return new Returned("", text, error);
    }
}
