package vouchsafe.portal.account;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import vouchsafe.accounts.Passwords;

/** Answers 503 where more passwords wait to be checked than the machine can check. */
@ControllerAdvice
final class BusyAdvice {
    @ExceptionHandler(Passwords.TooBusyException.class)
    void busy(HttpServletResponse response) throws IOException {
        response.setHeader("Retry-After", "5");
        response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
}
