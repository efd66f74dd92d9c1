package vouchsafe.portal.account;

import gg.jte.models.runtime.JteModel;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vouchsafe.accounts.SignInResult;
import vouchsafe.web.pages.Reply;
import vouchsafe.web.pages.Waits;

/**
 * The refusal of a password that was asked for again before an important act.
 *
 * @param text for the person, beside the field
 * @param retryAfter the time after which another try may succeed; null where the password was looked at
 */
record Refusal(String text, @Nullable Duration retryAfter) {

    static Optional<Refusal> of(SignInResult result) {
        return switch (result) {
            case SignInResult.Welcome welcome -> Optional.empty();
            case SignInResult.Refused refused -> Optional.of(new Refusal("This is not your password.", null));
            case SignInResult.Suspended suspended -> Optional.of(new Refusal("This account is suspended.", null));
            case SignInResult.TooMany(var wait) -> Optional.of(new Refusal(Waits.sentence(wait), wait));
        };
    }

    /** The answer with this page, which shows the text. */
    Reply on(JteModel page) {
        return retryAfter == null ? Reply.mend(page) : Reply.tooMany(retryAfter, page);
    }
}
