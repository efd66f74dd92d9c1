package vouchsafe.portal.member;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.consent.AppSignIns;
import vouchsafe.files.ReadFilter;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.oauth.AppSignIn;
import vouchsafe.portal.mydata.Ledger;
import vouchsafe.portal.mydata.LedgerLine;

/** Gathers what a connection left behind: its receipts, the sign-ins of its app, the reads. */
final class Traces {
    private static final int SIGN_INS = 50;
    private static final int READS = 10;

    private final Grants grants;
    private final AppSignIns signIns;
    private final Ledger ledger;
    private final JsonMapper json;

    Traces(Grants grants, AppSignIns signIns, Ledger ledger, JsonMapper json) {
        this.grants = grants;
        this.signIns = signIns;
        this.ledger = ledger;
        this.json = json;
    }

    History history(Grant grant) {
        return History.of(grant, grants, json);
    }

    /** The latest sign-ins. */
    List<AppSignIn> signIns(Grant grant) {
        return signIns.of(grant, SIGN_INS);
    }

    /** The latest reads. */
    List<LedgerLine> reads(Grant grant) {
        ReadFilter ofIt = new ReadFilter(grant.clientRowId(), null);
        return ledger.of(grant.memberId(), ofIt, Optional.empty(), READS);
    }
}
