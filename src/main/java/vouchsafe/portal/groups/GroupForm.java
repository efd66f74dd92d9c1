package vouchsafe.portal.groups;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vouchsafe.annotations.Group;
import vouchsafe.annotations.GroupDraft;
import vouchsafe.web.TypedText;
import vouchsafe.web.pages.Choice;
import vouchsafe.wording.GroupNameText;

/**
 * The form about a group, as typed.
 *
 * @param type {@code private}, {@code restricted} or {@code open}
 * @param opened whether its sender confirmed that all its annotations become readable by everyone
 */
public record GroupForm(String name, String description, String type, boolean preModerated, boolean opened) {

    static GroupForm blank() {
        return new GroupForm("", "", Group.Type.PRIVATE.word(), false, false);
    }

    static GroupForm of(Group group) {
        return new GroupForm(group.name(), group.description(), group.type().word(), group.preModerated(), false);
    }

    static GroupForm read(HttpServletRequest request) {
        return new GroupForm(
                text(request, "name"),
                text(request, "description").replace("\r\n", "\n"),
                text(request, "type"),
                !text(request, "pre_moderated").isEmpty(),
                !text(request, "opened").isEmpty());
    }

    private static String text(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getParameter(name)).orElse("").strip();
    }

    /**
     * The errors of the form, by field.
     *
     * @param old the group as it is, or null for a new one
     */
    Map<String, String> problems(@Nullable Group old) {
        Map<String, String> problems = new LinkedHashMap<>();
        if (name.isEmpty()) {
            problems.put("name", "Required");
        } else if (TypedText.length(name) > GroupDraft.LONGEST_NAME) {
            problems.put("name", "At most " + GroupDraft.LONGEST_NAME + " characters.");
        } else {
            GroupDraft.faultOfName(name).ifPresent(fault -> problems.put("name", sentence(GroupNameText.of(fault))));
        }
        if (TypedText.length(description) > GroupDraft.LONGEST_DESCRIPTION) {
            problems.put("description", "At most " + GroupDraft.LONGEST_DESCRIPTION + " characters.");
        } else if (description
                .chars()
                .anyMatch(character -> Character.isISOControl(character) && character != '\n' && character != '\t')) {
            problems.put("description", "This has a character that can't be shown.");
        }
        Optional<Group.Type> chosen = chosen();
        if (chosen.isEmpty()) {
            problems.put("type", "Choose one of these.");
        } else if (opens(old) && !opened) {
            problems.put("opened", "Say that this is meant, or leave the group private.");
        }
        return problems;
    }

    private static String sentence(String problem) {
        return Character.toUpperCase(problem.charAt(0)) + problem.substring(1) + ".";
    }

    /** Whether annotations that only members could read become readable by everyone. */
    public boolean opens(@Nullable Group old) {
        return old != null
                && old.type() == Group.Type.PRIVATE
                && chosen().filter(type -> type != Group.Type.PRIVATE).isPresent();
    }

    private Optional<Group.Type> chosen() {
        return Arrays.stream(Group.Type.values())
                .filter(each -> each.word().equals(type))
                .findFirst();
    }

    /** The group as the form describes it, where it has no errors. */
    GroupDraft draft(@Nullable Group old) {
        return new GroupDraft(
                old == null ? "" : old.authority(),
                old == null ? null : old.providedId(),
                name,
                description,
                chosen().orElseThrow(),
                preModerated,
                old != null && old.scopeEnforced(),
                old == null ? List.of() : old.scopes());
    }

    /** The types that the form offers. */
    public static List<Choice> types() {
        return Arrays.stream(Group.Type.values())
                .map(type -> new Choice(type.word(), GroupView.word(type), GroupView.meaning(type)))
                .toList();
    }
}
