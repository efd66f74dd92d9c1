package vouchsafe.web.pages;

import gg.jte.models.runtime.JteModel;
import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Lets a controller method return a page that is rendered later, and writes it as UTF-8 HTML with its length. */
public final class PageViews implements HandlerMethodReturnValueHandler {

    @Override
    public boolean supportsReturnType(MethodParameter returnType) {
        return JteModel.class.isAssignableFrom(returnType.getParameterType());
    }

    @Override
    public void handleReturnValue(
            @Nullable Object page,
            MethodParameter returnType,
            ModelAndViewContainer container,
            NativeWebRequest request)
            throws Exception {
        container.setRequestHandled(true);
        HttpServletResponse response = request.getNativeResponse(HttpServletResponse.class);
        if (page == null) {
            return; // the method answered by itself, with a redirect
        }
        if (response == null) {
            throw new IllegalStateException("a page is only written to an HTTP answer");
        }
        write((JteModel) page, response);
    }

    /** Writes a page outside a controller, such as one that says why a request was stopped. */
    public static void write(JteModel page, HttpServletResponse response) throws IOException {
        Utf8ByteOutput output = new Utf8ByteOutput();
        page.render(output);
        response.setContentType("text/html;charset=UTF-8");
        response.setContentLength(output.getContentLength());
        output.writeTo(response.getOutputStream());
    }
}
