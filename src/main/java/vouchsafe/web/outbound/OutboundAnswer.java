package vouchsafe.web.outbound;

/** The outcome of a call to the outside world. Reasons are short sentences that may be shown to the owner of the URL. */
public sealed interface OutboundAnswer {
    /**
     * The other side answered.
     *
     * @param status HTTP status, redirects included: none is followed
     * @param body the first bytes of the body, up to the limit of the call
     * @param complete whether these bytes are the whole body
     */
    record Answered(int status, byte[] body, boolean complete) implements OutboundAnswer {
        /** Whether the other side accepted the call. */
        public boolean accepted() {
            return status >= 200 && status < 300;
        }
    }

    /** The call was not made, by rule: trying again cannot help until the URL or the settings change. */
    record Refused(String reason) implements OutboundAnswer {}

    /** No answer came in time and in proper HTTP: trying again may help. */
    record Unreachable(String reason) implements OutboundAnswer {}
}
