package vouchsafe.portal.authorize;

import gg.jte.models.runtime.JteModel;
import org.jspecify.annotations.Nullable;
import vouchsafe.oauth.Secret;

/** A way in which the member's answer gets from the authorization page to the app that asked. */
interface AnswerDelivery {

    /** Brings the code to the app; returns the page that does, or none where the browser is sent on. */
    @Nullable
    JteModel granted(AppQuestion question, Secret code);

    /** Tells the app that the member refused. */
    @Nullable
    JteModel denied(AppQuestion question);
}
