package vouchsafe.web.pages;

import gg.jte.models.runtime.JteModel;
import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import vouchsafe.web.BasePath;

/** Writes pages, as UTF-8 HTML with their length. Every page leaves here, so that it leads to where this server is. */
public final class PageBytes {
    private PageBytes() {}

    /** @param path the path of the base URL, for the addresses on the page */
    public static void send(JteModel page, int status, BasePath path, HttpServletResponse response) throws IOException {
        Utf8ByteOutput output = new Utf8ByteOutput();
        page.render(output);
        byte[] html = output.toByteArray();
        byte[] sent = path.isNone() ? html : new BasePathInPage(html, path).put();
        response.setStatus(status);
        response.setContentType("text/html;charset=UTF-8");
        response.setContentLength(sent.length);
        response.getOutputStream().write(sent);
    }
}
