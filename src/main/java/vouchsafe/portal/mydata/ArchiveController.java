package vouchsafe.portal.mydata;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.MemberExports;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.db.Work;
import vouchsafe.files.DataFiles;
import vouchsafe.files.SourceFiles;
import vouchsafe.web.pages.Page;

/** Downloads all of a member's data. */
@Controller
final class ArchiveController {
    private static final String PATH = "/member/me/archive/";

    private final StaticTemplates templates = new StaticTemplates();
    private final Archive archive;
    private final DataFiles files;
    private final MemberExports exports;
    private final InstantSource clock;

    ArchiveController(Archive archive, DataFiles files, MemberExports exports, InstantSource clock) {
        this.archive = archive;
        this.files = files;
        this.exports = exports;
        this.clock = clock;
    }

    @GetMapping(PATH)
    JteModel explain(Page page, @AuthenticationPrincipal SignedInMember member) {
        var sources = files.bySource(member.id(), 1);
        return templates.mydataArchive(
                page,
                sources.stream().mapToLong(SourceFiles::count).sum(),
                sources.stream().mapToLong(SourceFiles::bytes).sum());
    }

    /** Sends the archive. It takes a POST, so that no page elsewhere can start a gigabyte of work with a link. */
    @PostMapping(PATH)
    void download(@AuthenticationPrincipal SignedInMember self, HttpServletResponse response) throws IOException {
        Member member = exports.begin(self);
        String day = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate().toString();
        response.setContentType("application/zip");
        response.setHeader(
                "Content-Disposition", "attachment; filename=\"vouchsafe-" + member.username() + "-" + day + ".zip\"");
        Work.FILES.call(() -> {
            archive.write(member, self.credentials(), response.getOutputStream());
            return true;
        });
    }
}
