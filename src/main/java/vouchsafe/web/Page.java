package vouchsafe.web;

import java.util.Optional;
import org.springframework.security.web.csrf.CsrfToken;

/**
 * What every page needs beside its own content. Controllers take it as a parameter and hand it to their template.
 *
 * @param path path of the request, for marking the current place in menus
 * @param csrfParameter form field name of the anti-forgery value
 * @param csrfToken the value itself
 * @param visitor who is signed in, empty for a stranger
 * @param flash a message left by the page before, shown once
 */
public record Page(
        String path, String csrfParameter, String csrfToken, Optional<Visitor> visitor, Optional<String> flash) {

    /**
     * The signed-in person as the layout shows them.
     *
     * @param username unique name
     * @param administrator whether to offer the administrator's menu
     * @param reviewer whether to offer the review queue
     */
    public record Visitor(String username, boolean administrator, boolean reviewer) {}

    static Page of(String path, CsrfToken csrf, Optional<Visitor> visitor, Optional<String> flash) {
        return new Page(path, csrf.getParameterName(), csrf.getToken(), visitor, flash);
    }
}
