package vouchsafe.web.api;

import java.io.IOException;
import vouchsafe.web.BadRequest;

/** A call whose caller is known. Exactly one of {@link #served} and {@link #refused} follows on {@link #answer}. */
public interface ApiCall {

    /**
     * Lets the endpoint answer.
     *
     * @throws ApiRefusal in the words of the dialect
     * @throws BadRequest where the request can't be read
     */
    ApiAnswer answer() throws ApiRefusal, BadRequest, IOException;

    /** Notes for the owner of the client that the call was served. */
    void served(int status);

    /** Notes for the owner of the client why the call was refused. */
    void refused(int status, String error, String why);

    /** The body of the answer is about to leave; it does not for {@code HEAD}, nor with a 304. */
    default void delivered() {}
}
