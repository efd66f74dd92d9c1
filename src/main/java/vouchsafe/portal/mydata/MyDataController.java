package vouchsafe.portal.mydata;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.db.Slice;
import vouchsafe.files.DataFile;
import vouchsafe.files.DataFiles;
import vouchsafe.files.DownloadLinks;
import vouchsafe.files.FileChoice;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.web.pages.LocalPath;
import vouchsafe.web.pages.NoSuchPage;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.Reply;

/**
 * The pages on which a member looks at their own files, downloads and deletes them. To all others these files do not exist.
 */
@Controller
final class MyDataController {
    static final String PATH = "/member/me/data/";
    private static final String FILE = PATH + "files/{id:[0-9]{1,18}}/";
    private static final int OF_EACH = 5;
    private static final int PER_PAGE = 50;

    private final StaticTemplates templates = new StaticTemplates();
    private final MyData data;
    private final FileLines lines;
    private final DataFiles files;
    private final DownloadLinks links;
    private final Projects projects;
    private final InstantSource clock;

    MyDataController(
            MyData data,
            FileLines lines,
            DataFiles files,
            DownloadLinks links,
            Projects projects,
            InstantSource clock) {
        this.data = data;
        this.lines = lines;
        this.files = files;
        this.links = links;
        this.projects = projects;
        this.clock = clock;
    }

    @GetMapping(PATH)
    JteModel overview(Page page, @AuthenticationPrincipal SignedInMember member) {
        MyData.Overview overview = data.overview(member.id(), OF_EACH);
        return templates.mydataOverview(
                page,
                overview.sources(),
                overview.connectable(),
                overview.count(),
                overview.bytes(),
                files.stored(member.id()),
                clock.instant());
    }

    /** All files of one project, latest first. */
    @GetMapping(PATH + "{projectId:[0-9]{1,9}}/")
    JteModel source(
            Page page,
            @PathVariable int projectId,
            @RequestParam(required = false) @Nullable Long before,
            @AuthenticationPrincipal SignedInMember member) {
        Project project = projects.find(projectId).orElseThrow(NoSuchPage::new);
        OwnSource source = data.source(member.id(), project).orElseThrow(NoSuchPage::new);
        Slice<DataFile> some =
                Slice.of(PER_PAGE, most -> files.ofProject(member.id(), projectId, Optional.ofNullable(before), most));
        FileLines.Known known = lines.of(member.id());
        return templates.mydataSource(
                page,
                source,
                some.rows().stream().map(known::line).toList(),
                some.next(last -> source.path() + "?before=" + last.id()),
                clock.instant());
    }

    @GetMapping(FILE + "download/")
    Reply download(@PathVariable long id, @AuthenticationPrincipal SignedInMember member) {
        return Reply.seeOther(links.ownPath(own(id, member), member.credentials()));
    }

    @PostMapping(FILE + "delete/")
    Reply delete(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String next,
            @AuthenticationPrincipal SignedInMember member) {
        DataFile file = own(id, member);
        boolean deleted = !files.delete(
                        member.id(),
                        new FileChoice.Own(id),
                        DataFiles.deletion().by(member.id()))
                .isEmpty();
        return Reply.seeOther(LocalPath.orElse(next, PATH))
                .doneIf(deleted)
                .saying(
                        deleted
                                ? "\"" + file.basename() + "\" is deleted. Nobody can read it here any more."
                                : "\"" + file.basename() + "\" was deleted already.");
    }

    private DataFile own(long id, SignedInMember member) {
        return files.find(id)
                .filter(file -> file.memberId().equals(member.id()))
                .orElseThrow(NoSuchPage::new);
    }
}
