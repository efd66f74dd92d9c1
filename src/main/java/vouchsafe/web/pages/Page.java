package vouchsafe.web.pages;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;

/**
 * The data that every page needs beside its own content. Controllers take it as a parameter and hand it to their template.
 *
 * @param path path of the request, for marking the current place in menus
 * @param csrf the anti-forgery value, made when first asked for, so that a page without a form sets no cookie
 * @param visitor the signed-in member, empty for a stranger
 * @param flash a message left by the page before, shown once
 */
public record Page(String path, @Nullable CsrfToken csrf, Optional<Visitor> visitor, Optional<String> flash) {

    /** Form field name of the anti-forgery value. */
    public static final String FORGERY_FIELD = "csrfmiddlewaretoken";

    /** Form field name of the anti-forgery value. */
    public String csrfParameter() {
        return csrf == null ? FORGERY_FIELD : csrf.getParameterName();
    }

    /** The anti-forgery value itself; empty on a page made outside the security chain. */
    public String csrfToken() {
        return csrf == null ? "" : csrf.getToken();
    }

    /**
     * The signed-in person as the layout shows them.
     *
     * @param username unique name
     * @param administrator whether to offer the administrator's menu
     * @param reviewer whether to offer the review queue
     * @param emailVerified false asks them to confirm their address
     */
    public record Visitor(String username, boolean administrator, boolean reviewer, boolean emailVerified) {}
}
