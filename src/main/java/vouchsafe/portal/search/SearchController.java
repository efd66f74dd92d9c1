package vouchsafe.portal.search;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.accounts.Authority;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.accounts.UserId;
import vouchsafe.annotations.AnnotationId;
import vouchsafe.annotations.Group;
import vouchsafe.annotations.Groups;
import vouchsafe.annotations.Readers;
import vouchsafe.annotations.Search;
import vouchsafe.annotations.Viewer;
import vouchsafe.portal.groups.AnnotationLines;
import vouchsafe.web.pages.NoSuchPage;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.Reply;

/**
 * Finds annotations that the visitor may read. Annotation clients lead here from a tag and from an author's name. An
 * account without annotations for this visitor looks like an unknown one.
 */
@Controller
final class SearchController {
    private static final AnnotationLines.Lines NOTHING = new AnnotationLines.Lines(0, List.of(), "");

    private final StaticTemplates templates = new StaticTemplates();
    private final AnnotationLines lines;
    private final Readers readers;
    private final Members members;
    private final Groups groups;
    private final Authority authority;
    private final InstantSource clock;

    SearchController(
            AnnotationLines lines,
            Readers readers,
            Members members,
            Groups groups,
            Authority authority,
            InstantSource clock) {
        this.lines = lines;
        this.readers = readers;
        this.members = members;
        this.groups = groups;
        this.authority = authority;
        this.clock = clock;
    }

    /** Searches all annotations; {@code before} is the last annotation of the page before. */
    @GetMapping("/search")
    Reply everyone(
            Page page,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String before,
            @AuthenticationPrincipal @Nullable SignedInMember visitor) {
        String typed = q.strip();
        SearchTerms terms = new SearchTerms(typed);
        AnnotationLines.Lines found = find(terms, Optional.empty(), before, visitor);
        return show(page, new SearchPage("/search", "", "", false, typed, terms.problem(), found));
    }

    @GetMapping("/users/{username}")
    Reply author(
            Page page,
            @PathVariable String username,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String before,
            @AuthenticationPrincipal @Nullable SignedInMember visitor) {
        String name = UserId.read(username, authority.value())
                .filter(id -> id.authority().equals(authority.value()))
                .map(UserId::username)
                .orElseThrow(NoSuchPage::new);
        Optional<Member> author = members.byUsername(name).filter(Member::active);
        boolean self = visitor != null
                && author.filter(each -> each.id().equals(visitor.id())).isPresent();
        String typed = q.strip();
        SearchTerms terms = new SearchTerms(typed);
        UUID id = author.map(Member::id).orElse(Search.NOTHING);
        AnnotationLines.Lines found = find(terms, Optional.of(id), before, visitor);
        boolean known = self || !found.lines().isEmpty();
        if (!known && typed.isEmpty()) {
            throw new NoSuchPage();
        }
        String shown = known ? author.map(Member::name).orElse("") : "";
        return show(page, new SearchPage("/users/" + name, name, shown, self, typed, terms.problem(), found));
    }

    /** Redirects to an author by the id that programs know, or by the name alone. */
    @GetMapping("/u/{user}")
    Reply byUserId(@PathVariable String user) {
        UserId id = UserId.read(user, authority.value()).orElseThrow(NoSuchPage::new);
        boolean ours = id.authority().equals(authority.value());
        return Reply.seeOther(
                ours
                        ? "/users/" + encode(id.username())
                        : "/search?q=" + encode("user:\"" + id.username() + "@" + id.authority() + "\""));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Reply show(Page page, SearchPage shown) {
        JteModel results = templates.searchResults(page, shown, clock.instant());
        return shown.problem().isEmpty() ? Reply.page(results) : Reply.mend(results);
    }

    private AnnotationLines.Lines find(
            SearchTerms terms, Optional<UUID> author, String before, @Nullable SignedInMember visitor) {
        if (!terms.problem().isEmpty()) {
            return NOTHING;
        }
        Viewer viewer = readers.viewer(Optional.ofNullable(visitor).map(SignedInMember::id));
        Search search = terms.search(this::member, name -> group(name, visitor));
        author.ifPresent(search::only);
        return lines.page(search, AnnotationId.parse(before).orElse(null), viewer);
    }

    private Optional<UUID> member(String typed) {
        return UserId.read(typed, authority.value())
                .flatMap(id -> members.byUsername(id.username(), authority.stored(id.authority())))
                .filter(Member::active)
                .map(Member::id);
    }

    /** The id of the visitor's own group with this name, or else the typed id of a group. */
    private String group(String typed, @Nullable SignedInMember visitor) {
        List<Group> own = visitor == null ? List.of() : groups.ofMember(visitor.id());
        return own.stream()
                .filter(group -> group.name().equalsIgnoreCase(typed))
                .map(Group::id)
                .findFirst()
                .orElse(typed.equalsIgnoreCase("public") ? Group.WORLD : typed);
    }
}
