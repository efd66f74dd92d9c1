package vouchsafe.hypothesis.feeds;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;
import vouchsafe.annotations.Annotation;
import vouchsafe.annotations.AnnotationId;
import vouchsafe.annotations.Annotations;
import vouchsafe.annotations.Group;
import vouchsafe.annotations.Search;
import vouchsafe.annotations.Viewer;
import vouchsafe.web.PublicAddress;

/** The entries of feeds: what the group of everybody shares with everybody, and nothing else, whoever asks. */
final class PublicAnnotations {
    /** The most of one annotation that a feed repeats; its page has the rest. */
    private static final int LONGEST = 10_000;

    private static final int LONGEST_TITLE = 250;

    private final Annotations annotations;
    private final Members members;
    private final PublicAddress address;

    PublicAnnotations(Annotations annotations, Members members, PublicAddress address) {
        this.annotations = annotations;
        this.members = members;
        this.address = address;
    }

    List<Feed.Entry> entries(Search search) {
        List<Annotation> found =
                annotations.search(search.within(Group.WORLD), Viewer.ANYONE).rows();
        Map<UUID, Member> authors =
                members.find(found.stream().map(Annotation::memberId).collect(Collectors.toSet()));
        List<Feed.Entry> entries = new ArrayList<>();
        for (Annotation each : found) {
            Optional.ofNullable(authors.get(each.memberId())).ifPresent(author -> entries.add(entry(each, author)));
        }
        return entries;
    }

    private Feed.Entry entry(Annotation annotation, Member author) {
        String id = AnnotationId.of(annotation.id());
        String title =
                annotation.title() == null || annotation.title().isBlank() ? annotation.uri() : annotation.title();
        return new Feed.Entry(
                // The day is the one that such feeds have always named, so that readers who move here see nothing
                // twice.
                "tag:" + address.base().getHost().replaceAll("[^A-Za-z0-9.-]", "-") + ",2015-09:" + id,
                cut(title, LONGEST_TITLE),
                author.username(),
                annotation.createdAt(),
                annotation.updatedAt(),
                html(annotation),
                address.url("/a/" + id),
                address.url("/api/annotations/" + id));
    }

    private static String html(Annotation annotation) {
        String quote = annotation.quote().isEmpty()
                ? ""
                : "<blockquote>" + escaped(cut(annotation.quote(), LONGEST)) + "</blockquote>";
        return annotation.text().isEmpty() ? quote : quote + "<p>" + escaped(cut(annotation.text(), LONGEST)) + "</p>";
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8").replace("\n", "<br>\n");
    }

    private static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end) + "\u2026";
    }
}
