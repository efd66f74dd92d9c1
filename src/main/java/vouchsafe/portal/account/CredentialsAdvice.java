package vouchsafe.portal.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import vouchsafe.accounts.CredentialsEnded;
import vouchsafe.web.pages.ErrorPages;
import vouchsafe.web.pages.ErrorText;

/** Answers 409 to browsers that were signed out, or whose account changed, while their request was under way. */
@ControllerAdvice
final class CredentialsAdvice {
    @ExceptionHandler(CredentialsEnded.class)
    void ended(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ErrorPages.write(
                request,
                response,
                new ErrorText(
                        HttpServletResponse.SC_CONFLICT,
                        "Nothing was done.",
                        "While this was under way, your password or address was changed, or this account was signed out"
                                + " or suspended. Go back and try again; you may have to sign in first."));
    }
}
