package vouchsafe.hypothesis.api;

import vouchsafe.web.api.ApiAnswer;

/** Answers as annotation clients may keep them. */
final class Answers {
    /** The caching of an answer that its reader may keep if it asks each time whether it is still the same. */
    static final String ASK_AGAIN = "no-cache";

    private Answers() {}

    static ApiAnswer ok(Object body) {
        return ApiAnswer.ok(body).cached(ASK_AGAIN);
    }

    /** An answer that is the same for everyone and seldom changes. */
    static ApiAnswer lasting(Object body) {
        return ApiAnswer.ok(body).cached("max-age=300, public");
    }

    static ApiAnswer noContent() {
        return ApiAnswer.noContent().cached(ASK_AGAIN);
    }
}
