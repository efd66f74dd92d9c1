package vouchsafe.web.pages;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** There is nothing at this address, or nothing that this visitor may know of: both get the same 404. */
public final class NoSuchPage extends ResponseStatusException {
    private static final long serialVersionUID = 1L;

    /** Ends the request. */
    public NoSuchPage() {
        super(HttpStatus.NOT_FOUND);
    }
}
