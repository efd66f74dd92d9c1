package vouchsafe.clientsofothers;

import vouchsafe.TestServer;

/** Where an app sends its members and its requests, as the guides of the dialect say. */
enum Addresses {
    /** Projects, as at Open Humans. */
    PROJECTS(
            "/direct-sharing/projects/oauth2/authorize/",
            "/oauth2/token/",
            "/oauth2/revoke_token/",
            "/api/direct-sharing/project/exchange-member/",
            "project_member_id"),
    /** Apps that are no project, at the addresses of the server's metadata. */
    STANDARD("/oauth2/authorize/", "/oauth2/token/", "/oauth2/revoke_token/", "", ""),
    /** Annotation clients, as at Hypothesis. */
    ANNOTATIONS("/oauth/authorize", "/api/token", "/oauth/revoke", "/api/profile", "userid");

    private final String authorize;
    private final String token;
    private final String revoke;
    private final String whoAmI;
    private final String name;

    Addresses(String authorize, String token, String revoke, String whoAmI, String name) {
        this.authorize = authorize;
        this.token = token;
        this.revoke = revoke;
        this.whoAmI = whoAmI;
        this.name = name;
    }

    String authorize() {
        return TestServer.shared().url(authorize);
    }

    String token() {
        return TestServer.shared().url(token);
    }

    String revoke() {
        return TestServer.shared().url(revoke);
    }

    /** Where an app reads who has signed in. Clients of {@link #STANDARD} have no such address and call the front page. */
    String whoAmI() {
        return TestServer.shared().url(whoAmI);
    }

    /** The member of that answer that names who it is. */
    String nameKey() {
        return name;
    }

    String[] scopes() {
        return this == ANNOTATIONS ? new String[] {"annotation:read", "annotation:write"} : new String[0];
    }
}
