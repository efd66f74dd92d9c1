package vouchsafe.portal;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The places that the menus of the frame lead to, and the pages that belong to each. A page may belong to two. */
public enum Place {
    PROJECTS(
            "/explore-share/",
            "Projects",
            "/explore-share/|/add-data/|/direct-sharing/(in-development|authorize-inactive)/|/activity/[^/]+/(review/|send-message/)?"),
    MY_DATA(
            "/member/me/data/",
            "My data",
            "/member/me/(data|archive|ledger|upload)/.*|/public-data/.*|/activity/[^/]+/(upload|delete-files)/"),
    CONNECTIONS(
            "/member/me/connections/",
            "Connections",
            "/member/me/(connections|joined)/.*|/messages/unsubscribe/|/direct-sharing/projects/(leave/.*|on-site/(join|authorize)/.*|oauth2/authorize/)"
                + "|/oauth2?/authorize/?"),
    MY_PROJECTS(
            "/direct-sharing/projects/manage/",
            "My projects",
            "/direct-sharing/projects/(?!leave/|on-site/(join|authorize)/|oauth2/authorize/).*|/data-management/datatypes/.*"),
    HELP(
            "/docs/",
            "Help",
            "/docs/.*|/community-guidelines/|/direct-sharing/(overview|approval|oauth2-[^/]+|on-site-[^/]+)/|/terms/|/privacy/|/annotate-demo"),
    ACCOUNT("/account/", "Your account", "/account/(?!activity/).*"),
    LEDGER("/member/me/ledger/", "Who read what", "/member/me/ledger/.*"),
    MESSAGES("/member/me/messages/", "Messages", "/member/me/messages/.*"),
    GROUPS("/groups/", "Annotation groups", "/groups(/(?!__world__/moderation).*)?|/search|/users/.*"),
    ACTIVITY("/account/activity/", "Your activity", "/account/activity/.*"),
    REVIEW("/review/", "Review queue", "/review/.*"),
    ADMINISTRATION("/admin/", "Administration", "/admin/"),
    MEMBERS("/admin/members/", "Members", "/admin/members/.*"),
    OAUTH_CLIENTS("/admin/oauthclients", "OAuth clients", "/admin/oauthclients.*"),
    PUBLIC_ANNOTATIONS("/groups/__world__/moderation", "Public annotations", "/groups/__world__/moderation.*"),
    AUDIT_LOG("/admin/audit/", "Audit log", "/admin/audit/.*"),
    MAIL("/admin/mail/", "Mail", "/admin/mail/.*");

    private static final List<Place> FOR_ALL = List.of(PROJECTS, HELP);
    private static final List<Place> FOR_MEMBERS = List.of(PROJECTS, MY_DATA, CONNECTIONS, MY_PROJECTS, HELP);
    private static final List<Place> OF_ACCOUNT = List.of(ACCOUNT, LEDGER, MESSAGES, GROUPS, ACTIVITY);
    private static final List<Place> OF_ADMINISTRATORS =
            List.of(ADMINISTRATION, REVIEW, MEMBERS, OAUTH_CLIENTS, PUBLIC_ANNOTATIONS, AUDIT_LOG, MAIL);

    private final String href;
    private final String label;
    private final Pattern pages;

    Place(String href, String label, String pages) {
        this.href = href;
        this.label = label;
        this.pages = Pattern.compile(pages);
    }

    /** The places of the header. */
    public static List<Place> main(boolean member) {
        return member ? FOR_MEMBERS : FOR_ALL;
    }

    /** The places in a member's own menu. */
    public static List<Place> ofAccount() {
        return OF_ACCOUNT;
    }

    /** The places in the menu of an administrator, or of a reviewer. */
    public static List<Place> ofStewards(boolean administrator) {
        return administrator ? OF_ADMINISTRATORS : List.of(REVIEW);
    }

    /** Whether a page is found through the member's own menu and through nothing else. */
    public static boolean behindName(String path) {
        return FOR_MEMBERS.stream().noneMatch(place -> place.holds(path))
                && List.of(values()).stream().anyMatch(place -> place.holds(path));
    }

    /** The address of its first page. */
    public String href() {
        return href;
    }

    /** Its name in the menu. */
    public String label() {
        return label;
    }

    /** Whether the page at this path belongs to it. */
    public boolean holds(String path) {
        return pages.matcher(path).matches();
    }

    /** The value of aria-current (WAI-ARIA 1.2): the page itself, a page that belongs to it, or null for another. */
    public @Nullable String current(String path) {
        return path.equals(href) ? "page" : holds(path) ? "true" : null;
    }
}
