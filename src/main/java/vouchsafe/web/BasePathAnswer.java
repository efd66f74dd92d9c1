package vouchsafe.web;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An answer whose redirects lead to where this server is: the path of the base URL stands before each path of the house. */
final class BasePathAnswer extends HttpServletResponseWrapper {
    private static final String LOCATION = "Location";

    private final BasePath path;

    private BasePathAnswer(HttpServletResponse response, BasePath path) {
        super(response);
        this.path = path;
    }

    /** The answer itself, where the server has its host to itself. */
    static HttpServletResponse of(HttpServletResponse response, BasePath path) {
        return path.isNone() ? response : new BasePathAnswer(response, path);
    }

    @Override
    public void setHeader(String name, @Nullable String value) {
        super.setHeader(name, seenFromOutside(name, value));
    }

    @Override
    public void addHeader(String name, @Nullable String value) {
        super.addHeader(name, seenFromOutside(name, value));
    }

    private @Nullable String seenFromOutside(String name, @Nullable String value) {
        return value != null && name.equalsIgnoreCase(LOCATION) ? path.before(value) : value;
    }

    @Override
    public void sendRedirect(String location) throws IOException {
        super.sendRedirect(path.before(location));
    }

    @Override
    public void sendRedirect(String location, int status) throws IOException {
        super.sendRedirect(path.before(location), status);
    }

    @Override
    public void sendRedirect(String location, boolean clearBuffer) throws IOException {
        super.sendRedirect(path.before(location), clearBuffer);
    }

    @Override
    public void sendRedirect(String location, int status, boolean clearBuffer) throws IOException {
        super.sendRedirect(path.before(location), status, clearBuffer);
    }
}
