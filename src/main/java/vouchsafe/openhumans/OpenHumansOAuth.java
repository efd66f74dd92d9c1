package vouchsafe.openhumans;

import org.jspecify.annotations.Nullable;
import vouchsafe.audit.RequestLog;
import vouchsafe.clients.Client;
import vouchsafe.oauth.OAuthError;
import vouchsafe.oauth.TokenResult;
import vouchsafe.oauth.http.Dialect;
import vouchsafe.wording.AssertionText;

/** OAuth for projects, by the RFCs. Refusals are noted for a client that is authenticated or named. */
final class OpenHumansOAuth implements Dialect {
    private final RequestLog requestLog;

    OpenHumansOAuth(RequestLog requestLog) {
        this.requestLog = requestLog;
    }

    @Override
    public OAuthError worded(OAuthError error) {
        return AssertionText.worded(error);
    }

    @Override
    public void noteServed(Client client, String endpoint) {
        requestLog.answered(client.id(), endpoint);
    }

    @Override
    public void noteRefused(TokenResult.Refused refused, @Nullable String claimed, String endpoint) {
        OAuthError error = refused.error();
        refused.client()
                .ifPresent(client ->
                        requestLog.refused(client.id(), endpoint, error.status(), error.code(), error.detail()));
    }
}
