package vouchsafe.portal.groups;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;
import vouchsafe.annotations.Annotation;
import vouchsafe.annotations.AnnotationId;
import vouchsafe.annotations.Annotations;
import vouchsafe.annotations.Flags;
import vouchsafe.annotations.Found;
import vouchsafe.annotations.Group;
import vouchsafe.annotations.Groups;
import vouchsafe.annotations.Search;
import vouchsafe.annotations.Viewer;
import vouchsafe.db.Slice;

/**
 * Finds annotations for a page, latest first, and prepares them. The number of statements does not depend on the number of
 * annotations.
 */
public final class AnnotationLines {
    /** The number of annotations on a page. */
    public static final int PER_PAGE = 25;

    private final Annotations annotations;
    private final Groups groups;
    private final Members members;

    AnnotationLines(Annotations annotations, Groups groups, Members members) {
        this.annotations = annotations;
        this.groups = groups;
        this.members = members;
    }

    /**
     * A page of the annotations that this viewer may read.
     *
     * @param before the last of the page before; null for the first page
     */
    public Lines page(Search search, @Nullable UUID before, Viewer viewer) {
        search.sorted(Search.Sort.ID, false).page(0, PER_PAGE + 1);
        if (before != null) {
            search.after(new Search.After.Id(before));
        }
        Found found = annotations.search(search, viewer);
        Slice<Annotation> shown = Slice.cut(PER_PAGE, found.rows());
        return new Lines(found.total(), worded(shown.rows(), viewer), shown.next(last -> AnnotationId.of(last.id())));
    }

    /**
     * The annotations of a page.
     *
     * @param total the number of all, counted no further than 10,000
     * @param older the last one's id where there are more, else empty
     */
    public record Lines(long total, List<AnnotationLine> lines, String older) {}

    private List<AnnotationLine> worded(List<Annotation> all, Viewer viewer) {
        Map<UUID, Member> authors =
                members.find(all.stream().map(Annotation::memberId).collect(Collectors.toSet()));
        Map<String, Group> homes =
                groups.find(all.stream().map(Annotation::groupId).collect(Collectors.toSet())).stream()
                        .collect(Collectors.toMap(Group::id, Function.identity()));
        Flags flags = viewer.memberId()
                .map(member ->
                        annotations.flags(all.stream().map(Annotation::id).toList(), member))
                .orElse(Flags.NONE);
        List<AnnotationLine> lines = new ArrayList<>();
        for (Annotation each : all) {
            Member author = authors.get(each.memberId());
            if (author != null) {
                int reports = viewer.moderates(each.groupId()) ? flags.counts().getOrDefault(each.id(), 0) : 0;
                lines.add(new AnnotationLine(
                        each,
                        name(author),
                        author.authority() == null ? "/users/" + author.username() : "",
                        AnnotationText.html(each.text()),
                        homes.get(each.groupId()),
                        reports));
            }
        }
        return lines;
    }

    /** The name of a member; a third party's account has its authority in it, which tells it apart from ours. */
    public static String name(Member member) {
        return member.authority() == null ? member.username() : member.username() + "@" + member.authority();
    }
}
