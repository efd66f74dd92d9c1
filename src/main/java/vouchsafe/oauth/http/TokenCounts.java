package vouchsafe.oauth.http;

import java.util.List;
import vouchsafe.metrics.Counts;
import vouchsafe.metrics.Label;
import vouchsafe.metrics.Metrics;
import vouchsafe.oauth.Parameters;

/** Counts what became of the token requests of one dialect. */
public final class TokenCounts {
    private static final String ISSUED = "issued";
    /** The error codes of RFC 6749 section 5.2, and what this server answers besides. */
    private static final Label OUTCOME = Label.of(
            "outcome",
            ISSUED,
            "invalid_request",
            "invalid_client",
            "invalid_grant",
            "unauthorized_client",
            "unsupported_grant_type",
            "invalid_scope",
            "slow_down",
            "unavailable");

    private final Counts requests;

    /**
     * @param dialect a word for the dialect
     * @param grantTypes the grants that are served
     */
    public TokenCounts(Metrics metrics, String dialect, List<String> grantTypes) {
        this.requests = metrics.counts(
                "vouchsafe.token.requests",
                "Token requests, by what was answered",
                new Label("grant", grantTypes),
                OUTCOME,
                Label.of("dialect", dialect));
    }

    void issued(Parameters form) {
        requests.add(grant(form), ISSUED);
    }

    void refused(Parameters form, String error) {
        requests.add(grant(form), error);
    }

    /** It could not be read. */
    void unread() {
        requests.add(Label.OTHER, "invalid_request");
    }

    private static String grant(Parameters form) {
        return form.get("grant_type").orElse(Label.OTHER);
    }
}
