package vouchsafe.projects;

/** Where members consent. */
public enum ProjectKind {
    /** On the project's own site, through the OAuth 2.0 code flow. */
    OAUTH2("oauth2"),
    /** Here, on a page that shows the project's consent text. */
    ON_SITE("on-site");

    private final String word;

    ProjectKind(String word) {
        this.word = word;
    }

    /** The word in paths and in the database. */
    public String word() {
        return word;
    }

    /** The kind of this word. */
    public static ProjectKind of(String word) {
        for (ProjectKind kind : values()) {
            if (kind.word.equals(word)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no project kind " + word);
    }
}
