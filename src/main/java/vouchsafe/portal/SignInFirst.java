package vouchsafe.portal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import vouchsafe.web.pages.ErrorPages;
import vouchsafe.web.pages.LocalPath;
import vouchsafe.web.pages.PagePaths;

/** Sends a stranger from a member's page to the sign-in page, which sends them back afterwards. */
final class SignInFirst implements AuthenticationEntryPoint {
    private final PagePaths paths;

    SignInFirst(PagePaths paths) {
        this.paths = paths;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException because)
            throws IOException {
        if (!paths.known(request.getRequestURI())) {
            ErrorPages.write(request, response, HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        // A redirect cannot send a posted form again, so its member starts at the account page.
        String next = request.getMethod().equals("GET") ? "?next=" + encode(LocalPath.of(request)) : "";
        response.setStatus(HttpServletResponse.SC_FOUND);
        response.setHeader("Location", "/account/login/" + next);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
