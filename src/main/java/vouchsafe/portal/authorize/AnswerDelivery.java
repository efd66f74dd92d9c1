package vouchsafe.portal.authorize;

import vouchsafe.oauth.Secret;
import vouchsafe.web.pages.Reply;

/** A way in which the member's answer gets from the authorization page to the app that asked. */
interface AnswerDelivery {

    /** The answer that brings the code to the app. */
    Reply granted(AppQuestion question, Secret code);

    /** The answer that tells the app that the member refused. */
    Reply denied(AppQuestion question);
}
