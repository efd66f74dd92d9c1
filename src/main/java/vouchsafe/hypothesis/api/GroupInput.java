package vouchsafe.hypothesis.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import vouchsafe.annotations.Group;
import vouchsafe.annotations.GroupDraft;
import vouchsafe.web.TypedText;
import vouchsafe.web.api.ApiRefusal;
import vouchsafe.wording.GroupNameText;

/** Reads a group from a client's request: all of a new one, or any part of an existing one. */
final class GroupInput {
    private static final int LONGEST_TYPE = 25;
    private static final int LONGEST_ID = 1_300;
    private static final int MOST_SCOPES = 50;
    private static final int LONGEST_SCOPE = 1_000;
    private static final Pattern PROVIDED_ID =
            Pattern.compile("group:([a-zA-Z0-9._\\-+!~*()']{1,1024})@([a-z0-9.\\-]{1,253})");

    /** The form of such ids as clients have always read it in the refusal, written twice over. */
    private static final String SHOWN_FORM = "^group:([a-zA-Z0-9._\\\\-+!~*()']{1,1024})@(.*)$";

    private static final int LONGEST_QUOTE = 100;
    private static final Pattern SCOPE = Pattern.compile("https?://[A-Za-z0-9.\\-]+(:[0-9]{1,5})?(/[^*]*)?\\*?");

    private final Payload payload;
    private final String authority;
    private final String stored;
    private final boolean mayName;
    private final boolean mayScope;

    /**
     * @param authority the caller's authority, as programs know it
     * @param stored the same authority as groups store it
     * @param mayName whether the caller may give groups names of its own: third parties may
     * @param mayScope whether the caller may make groups that everyone sees on a page: third parties and administrators may
     */
    GroupInput(JsonNode body, String authority, String stored, boolean mayName, boolean mayScope) {
        this.payload = new Payload(body);
        this.authority = authority;
        this.stored = stored;
        this.mayName = mayName;
        this.mayScope = mayScope;
    }

    GroupDraft created() throws ApiRefusal {
        if (!payload.has("name")) {
            payload.wrongAltogether("name", "'name' is a required property");
        }
        GroupDraft draft = read(new GroupDraft(stored, null, "", "", Group.Type.PRIVATE, false, false, List.of()));
        payload.check();
        return draft;
    }

    GroupDraft updated(Group old) throws ApiRefusal {
        GroupDraft draft = read(new GroupDraft(
                old.authority(),
                old.providedId(),
                old.name(),
                old.description(),
                old.type(),
                old.preModerated(),
                old.scopeEnforced(),
                old.scopes()));
        payload.check();
        return draft;
    }

    /** Refuses another type: who reads a group is for those to decide who run it. */
    void keepsType(Group old) {
        if (payload.has("type")
                && !payload.json().path("type").asString("").equals(old.type().word())) {
            payload.wrong("type", "only admins and owners may change who reads a group");
        }
    }

    private GroupDraft read(GroupDraft old) {
        Optional<Payload> scopes = payload.object("scopes");
        if (scopes.isPresent() && !mayScope) {
            payload.wrong("scopes", "only administrators may make a group for everyone who visits a page");
        }
        return new GroupDraft(
                old.authority(),
                providedId().orElse(old.providedId()),
                name().orElse(old.name()),
                payload.text("description", GroupDraft.LONGEST_DESCRIPTION)
                        .map(String::strip)
                        .orElse(old.description()),
                type().orElse(old.type()),
                payload.flag("pre_moderated").orElse(old.preModerated()),
                scopes.flatMap(each -> each.flag("enforced")).orElse(old.scopeEnforced()),
                scopes.map(GroupInput::prefixes).orElse(old.scopes()));
    }

    private Optional<String> name() {
        String sent = payload.json().path("name").asString("");
        if (TypedText.length(sent) > GroupDraft.LONGEST_NAME) {
            payload.wrong("name", quoted(sent) + " is too long");
        }
        Optional<String> name = payload.text("name", GroupDraft.LONGEST_NAME).map(String::strip);
        name.flatMap(GroupDraft::faultOfName).ifPresent(fault -> payload.wrong("name", GroupNameText.of(fault)));
        return name;
    }

    private Optional<Group.Type> type() {
        Optional<String> sent = payload.text("type", LONGEST_TYPE);
        for (Group.Type type : Group.Type.values()) {
            if (sent.filter(type.word()::equals).isPresent()) {
                return Optional.of(type);
            }
        }
        if (sent.isPresent()) {
            payload.wrong("type", "this must be one of private, restricted, open");
        }
        return Optional.empty();
    }

    private Optional<@Nullable String> providedId() {
        Optional<String> sent = payload.text("groupid", LONGEST_ID);
        if (sent.isEmpty()) {
            return Optional.empty();
        }
        Matcher parts = PROVIDED_ID.matcher(sent.get());
        if (!parts.matches()) {
            payload.wrong("groupid", quoted(sent.get()) + " does not match \"" + SHOWN_FORM + "\"");
        } else if (!mayName) {
            payload.wrongAltogether(
                    "groupid",
                    "groupid may only be set on groups outside of the default authority '" + authority + "'");
        } else if (!parts.group(2).equals(authority)) {
            payload.wrongAltogether("groupid", "Invalid authority specified in groupid " + quoted(sent.get()));
        } else {
            return Optional.of(parts.group(1));
        }
        return Optional.empty();
    }

    /** What was sent, for its sender to see; a text of any length may be sent. */
    private static String quoted(String sent) {
        String plain = sent.replaceAll("\\p{Cntrl}", "?");
        return "'" + TypedText.cut(plain, LONGEST_QUOTE) + "'";
    }

    private static List<String> prefixes(Payload scopes) {
        List<String> prefixes = new ArrayList<>();
        for (String pattern :
                scopes.texts("uri_patterns", MOST_SCOPES, LONGEST_SCOPE).orElse(List.of())) {
            if (SCOPE.matcher(pattern).matches()) {
                prefixes.add(pattern.endsWith("*") ? pattern.substring(0, pattern.length() - 1) : pattern);
            } else {
                scopes.wrong("uri_patterns", "a pattern looks like https://example.org/articles/*");
            }
        }
        return prefixes;
    }
}
