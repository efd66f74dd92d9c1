package vouchsafe.portal.authorize;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.clients.RedirectUri;
import vouchsafe.oauth.AuthorizationRequest;
import vouchsafe.oauth.Secret;
import vouchsafe.web.pages.Reply;

/**
 * Ends a popup with a page whose script tells the window that opened it ({@code response_mode=web_message}). The message is
 * JSON that can stand in a page.
 */
final class PopupDelivery implements AnswerDelivery {
    private final StaticTemplates templates = new StaticTemplates();
    private final JsonMapper json;

    PopupDelivery(JsonMapper json) {
        this.json = json;
    }

    @Override
    public Reply granted(AppQuestion question, Secret code) {
        Map<String, @Nullable Object> message = new LinkedHashMap<>();
        message.put("code", code.reveal());
        String words = words(question.asked(), message);
        return ended(templates.authorizePopupDone(question.visit().browser().page(), words, true));
    }

    @Override
    public Reply denied(AppQuestion question) {
        return ended(
                templates.authorizePopupDone(question.visit().browser().page(), canceled(question.asked()), false));
    }

    /** The page of a form that is done; where it is sent again it is answered anew, with a page of its own. */
    private static Reply ended(JteModel page) {
        return Reply.done(page, "", "");
    }

    /** The message that the member refused, or closed the window. */
    String canceled(AuthorizationRequest request) {
        return words(request, new LinkedHashMap<>());
    }

    private String words(AuthorizationRequest request, Map<String, @Nullable Object> message) {
        message.put("origin", origin(request).orElseThrow());
        message.put("state", request.state());
        // Only this character could end the script element around it (HTML section 4.12.1.3).
        return json.writeValueAsString(message).replace("<", "\\u003c");
    }

    /** The origin that may read the message: the one of the registered address, never one that the request names. */
    static Optional<String> origin(AuthorizationRequest request) {
        return new RedirectUri(request.redirectUri()).origin();
    }
}
