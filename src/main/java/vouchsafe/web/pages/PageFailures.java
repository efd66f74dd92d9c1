package vouchsafe.web.pages;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import vouchsafe.db.DatabaseTrouble;
import vouchsafe.db.NoRoom;
import vouchsafe.web.DatabaseAnswers;

/** Shows a visitor the error page when a controller could not be reached or failed. */
final class PageFailures implements HandlerExceptionResolver, Ordered {
    private static final Logger log = LoggerFactory.getLogger(PageFailures.class);

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        if (failure instanceof AccessDeniedException || response.isCommitted()) {
            // The security chain words its own refusals; a half-sent page cannot be mended.
            return null;
        }
        ErrorText text = text(failure);
        if (text.status() >= 500 && !(failure instanceof NoRoom)) {
            DatabaseTrouble.report(log, request.getMethod() + " " + request.getRequestURI(), failure);
        }
        response.resetBuffer();
        if (failure instanceof ErrorResponse known) {
            HttpHeaders headers = known.getHeaders();
            headers.forEach((name, values) -> values.forEach(value -> response.setHeader(name, value)));
        }
        if (text.status() == DatabaseAnswers.STATUS) {
            DatabaseAnswers.askToRetry(response);
        }
        try {
            ErrorPages.write(request, response, text);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
        return new ModelAndView();
    }

    private static ErrorText text(Exception failure) {
        if (failure instanceof PlainText.Unkept unkept) {
            return unkept.text();
        }
        if (failure instanceof ErrorResponse known) {
            return ErrorText.of(known.getStatusCode().value());
        }
        if (failure instanceof MaxUploadSizeExceededException) {
            return ErrorText.of(413);
        }
        if (failure instanceof NoRoom) {
            return DatabasePages.NO_ROOM;
        }
        return DatabaseTrouble.of(failure)
                .map(DatabasePages::page)
                .orElseGet(() -> ErrorText.of(unreadable(failure) ? 400 : 500));
    }

    private static boolean unreadable(Exception failure) {
        return failure instanceof TypeMismatchException
                || failure instanceof InvalidParameterException
                || failure instanceof HttpMessageNotReadableException
                || failure instanceof MultipartException;
    }
}
