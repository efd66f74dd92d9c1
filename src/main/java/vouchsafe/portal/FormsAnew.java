package vouchsafe.portal;

import java.util.Map;

/**
 * The forms that may be sent again, with the reason for each. All others are done once ({@link
 * vouchsafe.web.pages.FormsOnce}).
 */
final class FormsAnew {
    private static final String CODE =
            "A code works once, so that the app that got it would be told off if it got it again:"
                    + " each answer carries a code of its own, under the consent that was given once.";

    /** Forms that do nothing, or that end the same however often they are sent. */
    static final Map<String, String> FREE = Map.of(
            "/member/me/archive/",
            "It sends a file and changes nothing.",
            "/admin/audit/check/",
            "It looks and changes nothing; whoever presses again wants to know how it is now.",
            "/admin/look/",
            "It looks and changes nothing; whoever presses again wants to know how it is now.",
            "/admin/again/{name}/",
            "It tries what failed; what is being tried by then is not tried once more.",
            "/admin/alarms/",
            "It says yes or no and ends the same.",
            "/messages/unsubscribe/",
            "Programs send it without any page. It ends the same.");

    /** Forms that are answered anew, by controllers that know that they were sent before. */
    static final Map<String, String> ANEW = Map.of(
            "/direct-sharing/projects/oauth2/authorize/", CODE, "/oauth2/authorize/", CODE, "/oauth/authorize", CODE);

    private FormsAnew() {}
}
