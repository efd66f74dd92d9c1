package vouchsafe.portal;

import gg.jte.generated.precompiled.StaticTemplates;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.stream.Stream;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.web.pages.ErrorPages;
import vouchsafe.web.pages.FormsOnce;
import vouchsafe.web.pages.PageArguments;
import vouchsafe.web.pages.PageViews;
import vouchsafe.web.pages.Reply;

/** Answers requests that the security chain stops, with a page that says what to do. */
final class Refusals implements AccessDeniedHandler {
    private final StaticTemplates templates = new StaticTemplates();
    private final FormsOnce forms;

    Refusals(FormsOnce forms) {
        this.forms = forms;
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException because)
            throws IOException {
        if (because instanceof CsrfException && tooLarge(request)) {
            // A body that is too large is not read at all, so the anti-forgery value is missing.
            ErrorPages.write(request, response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
        } else if (because instanceof CsrfException && forms.recalled(request, response)) {
            // It was sent before, and signed its person in or out.
            return;
        } else if (because instanceof CsrfException) {
            PageViews.write(LateForms.onwards(request).orElseGet(() -> outOfDate(request)), request, response);
        } else if (waitsForVerification(request)) {
            PageViews.write(
                    Reply.seeOther("/account/email/")
                            .saying("Confirm your e-mail address first. Then you can register projects."),
                    request,
                    response);
        } else {
            // What a person's role does not open is not there for them, as everywhere else.
            ErrorPages.write(request, response, HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private Reply outOfDate(HttpServletRequest request) {
        return Reply.page(403, templates.accountFormRefused(PageArguments.page(request), LateForms.question(request)));
    }

    private static boolean waitsForVerification(HttpServletRequest request) {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null
                && authentication.getPrincipal() instanceof SignedInMember member
                && !member.emailVerified()
                && Stream.of("/direct-sharing/projects/", "/data-management/datatypes/")
                        .anyMatch(request.getRequestURI()::startsWith);
    }

    private static boolean tooLarge(HttpServletRequest request) throws IOException {
        String type = request.getContentType();
        if (type == null || !type.startsWith("multipart/form-data")) {
            return false;
        }
        try {
            request.getParts();
            return false;
        } catch (IllegalStateException overLimit) {
            return true;
        } catch (ServletException notMultipart) {
            return false;
        }
    }
}
