package vouchsafe.web.pages;

/**
 * The text of an error page: the event, and advice about it.
 *
 * @param status HTTP status
 * @param title the event
 * @param advice the reader's possible next steps
 */
public record ErrorText(int status, String title, String advice) {

    /** The words for a status. */
    public static ErrorText of(int status) {
        return switch (status) {
            case 400 ->
                new ErrorText(
                        status,
                        "This request could not be read",
                        "Something in the address or the form is malformed. Check the address, or go back, reload the"
                                + " page and try again.");
            case 401 -> new ErrorText(status, "Please sign in", "This page is for members. Sign in and open it again.");
            case 403 ->
                new ErrorText(
                        status,
                        "You may not open this page",
                        "Your account does not have the role this page is for. If you think it should, ask an"
                                + " administrator of this server.");
            case 404 ->
                new ErrorText(
                        status,
                        "There is nothing at this address",
                        "The page may have moved, or the address may have a typing mistake. Some pages exist only for"
                                + " the person they belong to: make sure you are signed in with the right account.");
            case 405, 501 ->
                new ErrorText(
                        status,
                        "This address does not work that way",
                        "It exists, but not for this kind of request. If you followed a link or reloaded a page, open"
                                + " it again from the menu.");
            case 406, 415 ->
                new ErrorText(
                        status,
                        "This kind of content is not understood here",
                        "Send the form the page offers, or the content type the documentation names.");
            case 408 ->
                new ErrorText(status, "The request took too long to arrive", "Check your connection and try again.");
            case 409 ->
                new ErrorText(
                        status,
                        "Someone else changed this in the meantime",
                        "Reload the page to see how things stand, then try again.");
            case 410 ->
                new ErrorText(
                        status,
                        "This link is no longer good",
                        "It was used already or has expired. Ask for a new one where you got it.");
            case 413 ->
                new ErrorText(
                        status,
                        "That is too large",
                        "What you sent is larger than this server accepts. Choose a smaller file or a shorter text.");
            case 414, 431 ->
                new ErrorText(
                        status,
                        "The address or its headers are too long",
                        "Shorten the address. If it happens on every page, delete this site's cookies and sign in"
                                + " again.");
            case 429 ->
                new ErrorText(
                        status, "Too many requests", "Wait a little while, then try again. Nothing you did is lost.");
            case 503 ->
                new ErrorText(
                        status,
                        "The server cannot answer just now",
                        "It is starting, stopping or waiting for its database. Try again in a minute.");
            default ->
                status >= 500
                        ? new ErrorText(
                                status,
                                "Something went wrong here",
                                "This is our mistake, not yours. Try again; if it happens again, tell an administrator"
                                        + " of this server and quote the request number below.")
                        : new ErrorText(
                                status,
                                "This request could not be answered",
                                "Go back and try again, or start from the front page.");
        };
    }
}
