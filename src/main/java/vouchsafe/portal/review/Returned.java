package vouchsafe.portal.review;

/**
 * The texts of a refused form, so that the page can give them back.
 *
 * @param comment text of the comment field
 * @param reason text of the reason fields
 * @param error why it was refused, or empty
 */
public record Returned(String comment, String reason, String error) {
    /** No form was refused. */
    static final Returned NOTHING = new Returned("", "", "");

    static Returned comment(String text, String error) {
        return new Returned(text, "", error);
    }

    static Returned reason(String text, String error) {
        return new Returned("", text, error);
    }
}
