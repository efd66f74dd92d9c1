package vouchsafe.files;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A file does not fit into the room that its member, its project or the token it comes with has. Nothing of it is kept. */
public final class QuotaReached extends IOException {
    private static final long serialVersionUID = 1L;
    private final Of of;
    private final boolean neverFits;
    private final transient Quota quota;
    private final transient Duration wait;

    QuotaReached(Of of, boolean neverFits, Quota quota, Duration wait) {
        super(of + (neverFits ? " never" : " not now"));
        this.of = of;
        this.neverFits = neverFits;
        this.quota = quota;
        this.wait = wait;
    }

    /** Whose room it is. */
    public enum Of {
        MEMBER,
        PROJECT,
        /** What one token may bring in a day. */
        TOKEN_DAY
    }

    /** Whose room it is. */
    public Of of() {
        return of;
    }

    /** Whether the file is larger than all the room there would be if it were empty. */
    public boolean neverFits() {
        return neverFits;
    }

    /** The HTTP status that says so. */
    public int status() {
        return neverFits ? 413 : 507;
    }

    /** How long until there is room again; empty where files must go, or limits must be raised. */
    public Optional<Duration> retryAfter() {
        return of == Of.TOKEN_DAY && !neverFits ? Optional.of(wait) : Optional.empty();
    }

    /**
     * A description for the developer of the client. Of the member's room it says no figures: it is taken by other projects
     * too.
     */
    public String explanation() {
        return (neverFits ? large() : full()) + " Nothing of it was kept.";
    }

    private String large() {
        return switch (of) {
            case MEMBER -> "The file is larger than all the files of a member may be together.";
            case PROJECT ->
                "The file is larger than the " + quota.bytes()
                        + " bytes that all files of this project may have together.";
            case TOKEN_DAY ->
                "The file is larger than the " + quota.bytes() + " bytes that may come with one token in a day.";
        };
    }

    private String full() {
        return switch (of) {
            case MEMBER ->
                "This member's storage is full. The member can delete files, on the page \"My data\" of this server.";
            case PROJECT ->
                "This project's storage is full (" + limits()
                        + "). Delete files, or ask the administrators of this server for more room.";
            case TOKEN_DAY ->
                "What may come with this token in a day has come (" + limits()
                        + "). Counting begins anew at midnight UTC.";
        };
    }

    private String limits() {
        String files = quota.files() == 0 ? "" : quota.files() + " files";
        String bytes = quota.bytes() == 0 ? "" : quota.bytes() + " bytes";
        return "at most " + files + (files.isEmpty() || bytes.isEmpty() ? "" : ", ") + bytes;
    }
}
