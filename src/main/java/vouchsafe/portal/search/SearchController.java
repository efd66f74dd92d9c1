package vouchsafe.portal.search;

import gg.jte.generated.precompiled.StaticTemplates;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
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
        if (!username.matches("[A-Za-z0-9_.]{1,100}")) {
            throw new NoSuchPage();
        }
        Optional<Member> author = members.byUsername(username).filter(Member::active);
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
        String name = known ? author.map(Member::name).orElse("") : "";
        return show(page, new SearchPage("/users/" + username, username, name, self, typed, terms.problem(), found));
    }

    /** Redirects to an author by the id that programs know, {@code acct:name@authority}, or by the name alone. */
    @GetMapping("/u/{user}")
    Reply byUserId(@PathVariable String user) {
        String name = user.startsWith("acct:") ? user.substring("acct:".length()) : user;
        int at = name.lastIndexOf('@');
        boolean ours = at < 0 || name.substring(at + 1).equals(authority.value());
        return Reply.seeOther(
                ours
                        ? "/users/" + encode(at < 0 ? name : name.substring(0, at))
                        : "/search?q=" + encode("user:\"" + name.replace("\"", "") + "\""));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Reply show(Page page, SearchPage shown) {
        int status = shown.problem().isEmpty() ? 200 : 400;
        return Reply.page(status, templates.searchResults(page, shown, clock.instant()));
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
        String lower = typed.toLowerCase(Locale.ROOT);
        String name = lower.startsWith("acct:") ? lower.substring("acct:".length()) : lower;
        int at = name.lastIndexOf('@');
        Optional<Member> found = at < 0
                ? members.byUsername(name)
                : members.byUsername(name.substring(0, at), authority.stored(name.substring(at + 1)));
        return found.filter(Member::active).map(Member::id);
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
