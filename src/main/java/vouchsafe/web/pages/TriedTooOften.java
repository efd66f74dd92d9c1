package vouchsafe.web.pages;

import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** The visitor has to wait, and has no form of theirs to come back to: they get the error page of 429. */
public final class TriedTooOften extends ResponseStatusException {
    private static final long serialVersionUID = 1L;

    private final Duration wait;

    /** @param wait the time after which another try may succeed */
    public TriedTooOften(Duration wait) {
        super(HttpStatus.TOO_MANY_REQUESTS, Waits.sentence(wait));
        this.wait = wait;
    }

    @Override
    public HttpHeaders getHeaders() {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, Long.toString(wait.toSeconds()));
        return headers;
    }
}
