package vouchsafe.portal.documentation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The texts of the documentation: each with its path, its readers and its file. */
enum Guide {
    CONNECTING("/docs/connecting/", Reader.MEMBERS, "What happens when you connect a project, and when you withdraw"),
    ACCOUNT("/docs/account/", Reader.MEMBERS, "Passwords, sign-ins, and what to do if something looks wrong"),
    OVERVIEW(
            "/direct-sharing/overview/",
            Reader.COORDINATORS,
            "What a project is and how it comes to life, step by step"),
    OAUTH2_FEATURES(
            "/direct-sharing/oauth2-features/",
            Reader.COORDINATORS,
            "What an OAuth2 project can ask for and what it gets"),
    ON_SITE_FEATURES(
            "/direct-sharing/on-site-features/",
            Reader.COORDINATORS,
            "What an on-site project can ask for and what it gets"),
    ON_SITE_SETUP(
            "/direct-sharing/on-site-setup/",
            Reader.COORDINATORS,
            "From nothing to the first member who joined on this site"),
    COMMUNITY_GUIDELINES(
            "/community-guidelines/",
            Reader.COORDINATORS,
            "What reviewers look for and what members may expect of you"),
    APPROVAL("/direct-sharing/approval/", Reader.COORDINATORS, "From a few test users to everybody"),
    OAUTH2_SETUP(
            "/direct-sharing/oauth2-setup/",
            Reader.DEVELOPERS,
            "Create a project and connect its first member, step by step"),
    OAUTH2_DATA_ACCESS(
            "/direct-sharing/oauth2-data-access/",
            Reader.DEVELOPERS,
            "Reading what members share, with either kind of token"),
    OAUTH2_DATA_UPLOAD(
            "/direct-sharing/oauth2-data-upload/",
            Reader.DEVELOPERS,
            "Adding files to members' accounts, of any size, and deleting them"),
    OAUTH2_MESSAGES(
            "/direct-sharing/oauth2-messages/",
            Reader.DEVELOPERS,
            "Writing to members, from the project's page and from an app"),
    OAUTH2_MEMBER_REMOVAL(
            "/direct-sharing/oauth2-member-removal/",
            Reader.DEVELOPERS,
            "Ending a member's connection from the project's side"),
    OAUTH2_REFERENCE(
            "/docs/oauth2/",
            Reader.DEVELOPERS,
            "Endpoints, parameters, lifetimes, PKCE and every error, for looking up"),
    WEBHOOKS("/docs/webhooks/", Reader.DEVELOPERS, "Hear of withdrawals at once, and check that it was us"),
    RECEIPTS("/docs/receipts/", Reader.DEVELOPERS, "Signed receipts of consent and withdrawal, and how to check them"),
    ANNOTATION_OAUTH(
            "/docs/annotation-oauth/",
            Reader.DEVELOPERS,
            "Tokens for apps that annotate: by redirect, by popup, for accounts of your own"),
    ANNOTATION_API(
            "/docs/annotation-api/",
            Reader.DEVELOPERS,
            "Annotations, search, groups and the real-time channel: every call, ready to run"),
    OPERATORS("/docs/operators/", Reader.OPERATORS, "Settings, data folder, mail, backup, your own texts"),
    ANNOTATIONS("/docs/annotations/", Reader.OPERATORS, "Notes on web pages: install the client, put it on a site");

    /** The readers that a text is written for. */
    enum Reader {
        MEMBERS("Members", "person"),
        COORDINATORS("Project coordinators", "people"),
        DEVELOPERS("App developers", "code"),
        OPERATORS("Operators", "server");

        private final String title;
        private final String icon;

        Reader(String title, String icon) {
            this.title = title;
            this.icon = icon;
        }

        String title() {
            return title;
        }

        String icon() {
            return icon;
        }
    }

    private final String path;
    private final Reader reader;
    private final String summary;

    Guide(String path, Reader reader, String summary) {
        this.path = path;
        this.reader = reader;
        this.summary = summary;
    }

    String path() {
        return path;
    }

    Reader reader() {
        return reader;
    }

    String summary() {
        return summary;
    }

    /** The file's name without its ending. */
    String file() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    static Optional<Guide> at(String path) {
        return Arrays.stream(values()).filter(guide -> guide.path.equals(path)).findFirst();
    }

    static List<Guide> of(Reader reader) {
        return Arrays.stream(values())
                .filter(guide -> guide.reader == reader)
                .sorted(Comparator.naturalOrder())
                .toList();
    }
}
