package vouchsafe.portal.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vouchsafe.projects.Catalogue;
import vouchsafe.projects.Project;
import vouchsafe.projects.RequestedDifference;

/**
 * One change of a project's request, as a sentence.
 *
 * @param widens whether the project gets more than before
 * @param sentence the change in words
 * @param before the text as it was, or empty
 * @param after the text as it is now, or empty
 */
public record DifferenceLine(boolean widens, String sentence, String before, String after) {

    /** Words every difference, looking up the names of sources. */
    public static List<DifferenceLine> of(List<RequestedDifference> differences, Catalogue catalogue) {
        Set<Integer> ids = differences.stream().flatMap(DifferenceLine::source).collect(Collectors.toSet());
        Map<Integer, Project> sources = ids.isEmpty()
                ? Map.of()
                : catalogue.all(ids).stream().collect(Collectors.toMap(Project::id, Function.identity()));
        return differences.stream().map(difference -> of(difference, sources)).toList();
    }

    private static Stream<Integer> source(RequestedDifference difference) {
        return switch (difference) {
            case RequestedDifference.SourceAdded(int id) -> Stream.of(id);
            case RequestedDifference.SourceRemoved(int id) -> Stream.of(id);
            default -> Stream.empty();
        };
    }

    private static DifferenceLine of(RequestedDifference difference, Map<Integer, Project> sources) {
        return switch (difference) {
            case RequestedDifference.SourceAdded(int id) -> line(true, "Asks for data from " + name(sources, id));
            case RequestedDifference.SourceRemoved(int id) ->
                line(false, "No longer asks for data from " + name(sources, id));
            case RequestedDifference.AllSources(boolean asked) ->
                line(asked, (asked ? "Asks" : "No longer asks") + " for the data of every source");
            case RequestedDifference.UsernameAccess(boolean asked) ->
                line(asked, (asked ? "Asks" : "No longer asks") + " for the username");
            case RequestedDifference.MessagePermission(boolean asked) ->
                line(asked, (asked ? "Asks" : "No longer asks") + " for permission to send messages");
            case RequestedDifference.Kind(boolean study) ->
                line(false, study ? "Is a study now, no longer an activity" : "Is an activity now, no longer a study");
            case RequestedDifference.Text(RequestedDifference.Subject subject, String before, String after) ->
                new DifferenceLine(false, subject(subject) + " changed", before, after);
        };
    }

    private static DifferenceLine line(boolean widens, String sentence) {
        return new DifferenceLine(widens, sentence, "", "");
    }

    private static String name(Map<Integer, Project> sources, int id) {
        Project source = sources.get(id);
        return source == null ? "a project that is gone" : "“" + source.name() + "”";
    }

    private static String subject(RequestedDifference.Subject subject) {
        return switch (subject) {
            case NAME -> "Its name";
            case LEADER -> "Its leader";
            case ORGANIZATION -> "Its organization";
            case SHORT_DESCRIPTION -> "What it is for";
            case RETURNED_DATA_DESCRIPTION -> "What data it adds";
            case CONSENT_TEXT -> "Its consent text";
        };
    }
}
