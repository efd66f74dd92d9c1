package vouchsafe.portal.mydata;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.grants.SourceLabel;
import vouchsafe.projects.Catalogue;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.publication.PublicSharing;
import vouchsafe.web.pages.LocalPath;
import vouchsafe.web.pages.NoSuchPage;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.Reply;

/** Sharing with everyone: the member first agrees to the consequences, then chooses project by project. */
@Controller
final class PublicDataController {
    private static final String PATH = "/public-data/";
    private static final String MY_DATA = "/member/me/data/";

    private final StaticTemplates templates = new StaticTemplates();
    private final PublicSharing sharing;
    private final Projects projects;
    private final Catalogue catalogue;
    private final JsonMapper json;

    PublicDataController(PublicSharing sharing, Projects projects, Catalogue catalogue, JsonMapper json) {
        this.sharing = sharing;
        this.projects = projects;
        this.catalogue = catalogue;
        this.json = json;
    }

    @GetMapping(PATH)
    JteModel explain(
            Page page,
            @RequestParam(defaultValue = "") String source,
            @RequestParam(defaultValue = "") String next,
            @AuthenticationPrincipal SignedInMember member) {
        return page(page, member, new Wish(project(source), LocalPath.orElse(next, MY_DATA)), Map.of(), Map.of());
    }

    /** Notes the agreement; where the member came to make one project's data public, this begins at once. */
    @PostMapping(PATH)
    Reply agree(
            Page page,
            @RequestParam(defaultValue = "") String source,
            @RequestParam(defaultValue = "") String next,
            @RequestParam Map<String, String> form,
            @AuthenticationPrincipal SignedInMember member) {
        Wish wish = new Wish(project(source), LocalPath.orElse(next, MY_DATA));
        Map<String, String> errors = PublicTerms.errors(form);
        if (!errors.isEmpty()) {
            return Reply.mend(page(page, member, wish, form, errors));
        }
        sharing.agree(member.id(), json.writeValueAsString(PublicTerms.document()));
        if (wish.project().isPresent()) {
            return start(wish.project().get(), wish.next(), member);
        }
        return Reply.seeOther(wish.next())
                .saying("You agreed to public sharing. Nothing is public until you choose it below.");
    }

    /** Takes the agreement back. */
    @PostMapping(PATH + "end/")
    Reply end(@AuthenticationPrincipal SignedInMember member) {
        sharing.end(member.id());
        return Reply.seeOther(MY_DATA).saying("Nothing of yours is public any more.");
    }

    /**
     * Makes a project's data public or private; {@code public} is {@code True} or {@code False}, {@code source} like
     * {@code direct-sharing-12}.
     */
    @PostMapping(PATH + "toggle-sharing/")
    Reply toggle(
            @RequestParam(defaultValue = "") String source,
            @RequestParam(name = "public", defaultValue = "") String wanted,
            @RequestParam(defaultValue = "") String next,
            @AuthenticationPrincipal SignedInMember member) {
        Project project = project(source).orElseThrow(NoSuchPage::new);
        String back = LocalPath.orElse(next, MY_DATA);
        return switch (wanted) {
            case "True" -> start(project, back, member);
            case "False" -> stop(project, back, member);
            default -> throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        };
    }

    private Reply start(Project project, String next, SignedInMember member) {
        String name = "\"" + project.name() + "\"";
        return switch (sharing.start(member.id(), project)) {
            case NOW -> Reply.seeOther(next).saying("Your data of " + name + " is public: anyone can read it.");
            case BEFORE -> Reply.seeOther(next).nothingDone().saying("Your data of " + name + " was public already.");
            case NEVER_JOINED ->
                Reply.seeOther(next).nothingDone().saying("You never joined " + name + ": there is nothing to share.");
            case NOT_AGREED ->
                Reply.seeOther(PATH + "?source=" + project.sourceLabel() + "&next="
                                + URLEncoder.encode(next, StandardCharsets.UTF_8))
                        .nothingDone();
        };
    }

    private Reply stop(Project project, String next, SignedInMember member) {
        boolean stopped = sharing.stop(member.id(), project, member.id());
        return Reply.seeOther(next)
                .doneIf(stopped)
                .saying(
                        stopped
                                ? "Your data of \"" + project.name()
                                        + "\" is private again. Copies made before stay out there."
                                : "Your data of \"" + project.name() + "\" was private already.");
    }

    /** The wish with which the member came to the page. */
    private record Wish(Optional<Project> project, String next) {}

    private JteModel page(
            Page page, SignedInMember member, Wish wish, Map<String, String> form, Map<String, String> errors) {
        Map<Integer, Instant> shared = sharing.of(member.id());
        List<Project> names = shared.isEmpty() ? List.of() : catalogue.all(shared.keySet());
        return templates.mydataPublicData(
                page, sharing.agreedSince(member.id()), names, wish.project(), wish.next(), form, errors);
    }

    private Optional<Project> project(String label) {
        return SourceLabel.projectId(label).flatMap(projects::find);
    }
}
