package vouchsafe.web.pages;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses fields with a NUL character before any page sees them: no keyboard types one, and PostgreSQL takes none, not even
 * in a search.
 */
final class PlainText implements HandlerInterceptor {
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        boolean plain = request.getParameterMap().values().stream()
                .flatMap(Arrays::stream)
                .allMatch(value -> value.indexOf('\0') < 0);
        if (!plain) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "a field has a NUL character");
        }
        return true;
    }
}
