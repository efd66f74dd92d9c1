package vouchsafe.web.pages;

import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;
import vouchsafe.web.BasePath;

/** Writes what a controller's method returned: a {@link Reply}, or a page alone. */
public final class PageViews implements HandlerMethodReturnValueHandler {

    @Override
    public boolean supportsReturnType(MethodParameter returnType) {
        Class<?> type = returnType.getParameterType();
        return Reply.class.isAssignableFrom(type) || JteModel.class.isAssignableFrom(type);
    }

    @Override
    public void handleReturnValue(
            @Nullable Object returned,
            MethodParameter returnType,
            ModelAndViewContainer container,
            NativeWebRequest webRequest)
            throws Exception {
        container.setRequestHandled(true);
        HttpServletRequest request = webRequest.getNativeRequest(HttpServletRequest.class);
        HttpServletResponse response = webRequest.getNativeResponse(HttpServletResponse.class);
        if (request == null || response == null) {
            throw new IllegalStateException("a page is only written to an HTTP answer");
        }
        note(returned, request);
        switch (returned) {
            case Reply reply -> write(reply, request, response);
            case JteModel page -> write(Reply.page(page), request, response);
            case null, default -> throw new IllegalStateException(returnType.getMethod() + " answered nothing");
        }
    }

    /** Notes on the request that its form did what it was for, where this answer says so. */
    private static void note(@Nullable Object returned, HttpServletRequest request) {
        if (returned instanceof Reply.SentOn sentOn && sentOn.done()) {
            FormDone.note(request, sentOn.location(), sentOn.said());
        } else if (returned instanceof Reply.Done done) {
            FormDone.note(request, done.again(), done.said());
        }
    }

    /** Writes an answer outside a controller, such as one that says why a request was stopped. */
    public static void write(Reply reply, HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (reply) {
            case Reply.SentOn(String location, int status, String said, boolean done) -> {
                if (!said.isEmpty()) {
                    PageArguments.flash(request, said);
                }
                response.setStatus(status);
                response.setHeader("Location", location);
            }
            case Reply.Shown(JteModel page, int status, Duration wait) -> {
                if (wait != null) {
                    response.setHeader("Retry-After", Long.toString(wait.toSeconds()));
                }
                write(page, status, request, response);
            }
            case Reply.Done(JteModel page, String again, String said) ->
                write(page, HttpServletResponse.SC_OK, request, response);
        }
    }

    private static void write(JteModel page, int status, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        PageBytes.send(page, status, BasePath.of(request), response);
    }
}
