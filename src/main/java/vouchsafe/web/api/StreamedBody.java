package vouchsafe.web.api;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A body that is written as it is read from somewhere, and is never whole in memory. It has no length beforehand and no
 * entity tag. What can be refused is refused before it is made; a failure while it is written cuts the connection.
 */
@FunctionalInterface
public interface StreamedBody {

    /** Writes all of it. */
    void writeTo(OutputStream out) throws IOException;
}
