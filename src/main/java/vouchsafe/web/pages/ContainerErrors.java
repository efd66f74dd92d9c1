package vouchsafe.web.pages;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vouchsafe.db.DatabaseTrouble;
import vouchsafe.web.BasePath;
import vouchsafe.web.DatabaseAnswers;
import vouchsafe.web.PublicAddress;

/**
 * Writes the body of every error that has none: refusals of Tomcat itself, made before any filter saw the request,
 * {@code sendError} of servlets, and failures that nothing else caught. Takes the place of Tomcat's own report.
 */
final class ContainerErrors extends ErrorReportValve {
    private static final Logger log = LoggerFactory.getLogger(ContainerErrors.class);
    private final boolean secure;

    ContainerErrors(PublicAddress address) {
        this.secure = address.secure();
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        // The facade would take no more headers after sendError.
        HttpServletResponse answer = response;
        if (answer.getHeader("X-Request-Id") == null) {
            answer.setHeader(
                    "X-Request-Id",
                    HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()));
        }
        Optional<DatabaseTrouble> trouble = DatabaseTrouble.of(failure);
        if (failure != null && trouble.isPresent()) {
            DatabaseTrouble.report(log, "request " + answer.getHeader("X-Request-Id"), failure);
            DatabaseAnswers.askToRetry(answer);
        } else if (failure != null && response.getStatus() >= 500) {
            log.error("request {} failed", answer.getHeader("X-Request-Id"), failure);
        }
        writeSecurityHeaders(request, answer);
        // The visitor is unknown here, and the path may be unsafe to repeat; the page shows neither.
        Page page = new Page("/", null, Optional.empty(), Optional.empty());
        try {
            ErrorPages.write(
                    answer,
                    trouble.map(DatabasePages::page).orElseGet(() -> ErrorText.of(response.getStatus())),
                    page,
                    BasePath.of(request),
                    true);
            response.finishResponse();
        } catch (IOException | IllegalStateException gone) {
            log.debug("an error page could not be sent", gone);
        }
    }

    /** Writes the headers that every page has, on answers that no filter has seen. */
    private void writeSecurityHeaders(Request request, HttpServletResponse answer) {
        ContentPolicy.write(request, answer);
        answer.setHeader("X-Frame-Options", "DENY");
        answer.setHeader("X-Content-Type-Options", "nosniff");
        answer.setHeader("Referrer-Policy", "no-referrer");
        answer.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        if (secure) {
            answer.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
    }
}
