package vouchsafe.web.pages;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import vouchsafe.web.BasePath;

/** Writes error pages: our own words, the request number to quote, never a stack trace. */
public final class ErrorPages {
    private static final StaticTemplates TEMPLATES = new StaticTemplates();

    private ErrorPages() {}

    /** Answers with the error page of a status, in the frame of its visitor. */
    public static void write(HttpServletRequest request, HttpServletResponse response, int status) throws IOException {
        write(request, response, ErrorText.of(status));
    }

    /** Answers with an error page, in the frame of its visitor. */
    public static void write(HttpServletRequest request, HttpServletResponse response, ErrorText text)
            throws IOException {
        write(response, text, PageArguments.page(request), BasePath.of(request), false);
    }

    /** @param bare whether to leave out the account part of the header, where the visitor is unknown */
    static void write(HttpServletResponse response, ErrorText text, Page page, BasePath path, boolean bare)
            throws IOException {
        String requestId = response.getHeader("X-Request-Id");
        response.setHeader("Cache-Control", "no-store");
        JteModel error = TEMPLATES.error(page, text, requestId == null ? "" : requestId, bare);
        PageBytes.send(error, text.status(), path, response);
    }
}
