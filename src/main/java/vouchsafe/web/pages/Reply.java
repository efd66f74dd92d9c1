package vouchsafe.web.pages;

import gg.jte.models.runtime.JteModel;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a controller: a page, or the address at which the browser goes on. A value: nothing of it is written before
 * the controller's method has returned. A page that does not exist is {@link NoSuchPage}.
 */
public sealed interface Reply {

    /**
     * A page.
     *
     * @param status its HTTP status
     * @param retryAfter the time after which another try may succeed; null where waiting does not help
     */
    record Shown(JteModel page, int status, @Nullable Duration retryAfter) implements Reply {}

    /**
     * A redirect.
     *
     * @param location begins with a slash for a path on this server, so that no Host header has a say in it
     * @param said a message that the next page shows once; empty for none
     * @param done whether this is the end of a form that did what it was for, if a form was sent; the same form sent again
     *     ends here too
     */
    record SentOn(String location, int status, String said, boolean done) implements Reply {
        /** The same, with a message for the next page that this browser opens; an empty text says nothing. */
        public SentOn saying(String message) {
            return new SentOn(location, status, message, done);
        }

        /** The same for a form that did nothing: sent again, it is taken anew. */
        public SentOn nothingDone() {
            return new SentOn(location, status, said, false);
        }

        /** The same, {@link #nothingDone} unless something was done. */
        public SentOn doneIf(boolean something) {
            return new SentOn(location, status, said, something);
        }
    }

    /**
     * A page that is itself the end of a form that did what it was for.
     *
     * @param again where the same form ends that is sent again
     * @param said a message that is shown there
     */
    record Done(JteModel page, String again, String said) implements Reply {}

    /** A page that was found, or a form to fill in. */
    static Reply page(JteModel page) {
        return page(200, page);
    }

    /** A page with a status of its own. */
    static Reply page(int status, JteModel page) {
        return new Shown(page, status, null);
    }

    /** A page that ends a form that did what it was for; see {@link Done}. */
    static Done done(JteModel page, String again, String said) {
        return new Done(page, again, said);
    }

    /** The form again, with what is to be mended (400). */
    static Reply mend(JteModel page) {
        return page(400, page);
    }

    /** The page of a visitor who tries too often (429, RFC 6585 section 4); {@link Waits} has the words. */
    static Reply tooMany(Duration wait, JteModel page) {
        return new Shown(page, 429, wait);
    }

    /** The end of a form that is done (303): going back or reloading does not send the form twice. */
    static SentOn seeOther(String location) {
        return new SentOn(location, 303, "", true);
    }

    /** The answer to a page that is elsewhere for now (302). */
    static SentOn found(String location) {
        return new SentOn(location, 302, "", true);
    }

    /** The sign-in page, from which a stranger comes back to this path. */
    static SentOn signIn(String next) {
        return seeOther("/account/login/?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8))
                .nothingDone();
    }
}
