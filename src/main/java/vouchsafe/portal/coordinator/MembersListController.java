package vouchsafe.portal.coordinator;

import gg.jte.generated.precompiled.StaticTemplates;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.db.Slice;
import vouchsafe.projects.MemberListExports;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.Reply;

/** The members who share with a project now, for its coordinator: by number, and by name only where that is shared. */
@Controller
final class MembersListController {
    private static final String PATH = "/direct-sharing/projects/members/{slug}/";
    private static final int PER_PAGE = 50;

    private final StaticTemplates templates = new StaticTemplates();
    private final Projects projects;
    private final MemberLines lines;
    private final MemberListExports exports;
    private final InstantSource clock;

    MembersListController(Projects projects, MemberLines lines, MemberListExports exports, InstantSource clock) {
        this.projects = projects;
        this.lines = lines;
        this.exports = exports;
        this.clock = clock;
    }

    /** Lists members; {@code before} is the row id of the last line of the page before. */
    @GetMapping(PATH)
    Reply list(
            Page page,
            @RequestParam(defaultValue = "") String id,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "") String allowed,
            @RequestParam(required = false) @Nullable UUID before,
            @OwnProject Project project) {
        MemberSearch search = new MemberSearch(id.strip(), from.strip(), until.strip(), allowed);
        long all = projects.activeMembers(project);
        return switch (search.read()) {
            case MemberSearch.Read.Wrong(Map<String, String> errors) ->
                Reply.mend(templates.coordinatorMembers(
                        page, project, search, errors, List.of(), all, "", clock.instant()));
            case MemberSearch.Read.Good(var filter) -> {
                Slice<MemberLine> found =
                        Slice.of(PER_PAGE, most -> lines.of(project, filter, Optional.ofNullable(before), most));
                String next = found.next(last -> page.path() + "?" + search.query() + (search.any() ? "&" : "")
                        + "before=" + last.grant().id());
                yield Reply.page(templates.coordinatorMembers(
                        page, project, search, Map.of(), found.rows(), all, next, clock.instant()));
            }
        };
    }

    /** The same members as a file for a spreadsheet. */
    @GetMapping(PATH + "export/")
    void export(
            @RequestParam(defaultValue = "") String id,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "") String allowed,
            @AuthenticationPrincipal SignedInMember member,
            HttpServletResponse response,
            @OwnProject Project project)
            throws IOException {
        MemberSearch search = new MemberSearch(id.strip(), from.strip(), until.strip(), allowed);
        if (!(search.read() instanceof MemberSearch.Read.Good(var filter))) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        exports.begin(project, member.id());
        response.setContentType("text/csv; charset=utf-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"members-" + project.slug() + ".csv\"");
        try (Writer out = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8)) {
            lines.csv(project, filter, out);
        }
    }
}
