package vouchsafe.portal.authorize;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;
import vouchsafe.projects.Project;

/**
 * The acceptance of an on-site project's consent text, until the person answers about its permissions. It is kept in the
 * browser's session: a person who stops half-way has joined nothing, and reads the text again next time.
 *
 * @param version version of the project's request, which includes the text
 * @param next local path to go to afterwards, or empty
 */
record AcceptedConsent(int version, Instant at, String next) implements Serializable {
    private static final String NAME = "accepted-consent-";

    static void keep(HttpServletRequest request, Project project, Instant at, String next) {
        request.getSession().setAttribute(NAME + project.id(), new AcceptedConsent(project.version(), at, next));
    }

    /** The acceptance in the browser's session; empty where there is none, or the project's request has changed since. */
    static Optional<AcceptedConsent> find(HttpServletRequest request, Project project) {
        HttpSession session = request.getSession(false);
        return session != null && session.getAttribute(NAME + project.id()) instanceof AcceptedConsent accepted
                ? Optional.of(accepted).filter(each -> each.version() == project.version())
                : Optional.empty();
    }

    static void forget(HttpServletRequest request, Project project) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.removeAttribute(NAME + project.id());
        }
    }
}
