package vouchsafe.portal.account;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import vouchsafe.accounts.SignInResult;
import vouchsafe.web.pages.Waits;

/** Words the refusal of a password that was asked for again before an important act. */
final class Refusal {
    private Refusal() {}

    static Optional<String> of(SignInResult result, HttpServletResponse response) {
        return switch (result) {
            case SignInResult.Welcome welcome -> Optional.empty();
            case SignInResult.Refused refused -> Optional.of("This is not your password.");
            case SignInResult.Suspended suspended -> Optional.of("This account is suspended.");
            case SignInResult.TooMany(var wait) -> Optional.of(Waits.tooMany(response, wait));
        };
    }
}
