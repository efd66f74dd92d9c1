package vouchsafe.web.pages;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** The note, on a request, that its form did what it was for, and where the same form ends that is sent again. */
record FormDone(String location, String said, String visitor) {

    static void note(HttpServletRequest request, String location, String said) {
        note(
                request,
                location,
                said,
                PageArguments.visitor().map(Page.Visitor::username).orElse(""));
    }

    static void note(HttpServletRequest request, String location, String said, String visitor) {
        request.setAttribute(FormDone.class.getName(), new FormDone(location, said, visitor));
    }

    static Optional<FormDone> on(HttpServletRequest request) {
        return request.getAttribute(FormDone.class.getName()) instanceof FormDone done
                ? Optional.of(done)
                : Optional.empty();
    }
}
