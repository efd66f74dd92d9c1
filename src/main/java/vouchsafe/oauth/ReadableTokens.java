package vouchsafe.oauth;

import java.time.InstantSource;
import java.util.Optional;
import vouchsafe.crypto.Seal;
import vouchsafe.crypto.SealKind;
import vouchsafe.crypto.Seals;
import vouchsafe.web.SecretsInClear;

/** Ends the sign-in of a token that came over plain http, where others could read it. */
final class ReadableTokens implements SecretsInClear {
    private final Seals seals;
    private final TokenFamilies families;
    private final InstantSource clock;

    ReadableTokens(Seals seals, TokenFamilies families, InstantSource clock) {
        this.seals = seals;
        this.families = families;
        this.clock = clock;
    }

    @Override
    public void seen(String token) {
        Optional<Seal> seal = seals.open(SealKind.ACCESS, token)
                .or(() -> seals.open(SealKind.NARROWED_ACCESS, token))
                .or(() -> seals.open(SealKind.REFRESH, token));
        seal.flatMap(each -> families.read(each.subject()))
                .filter(family -> !family.revoked())
                .ifPresent(family -> families.revokeSentInClear(family, clock.instant()));
    }
}
