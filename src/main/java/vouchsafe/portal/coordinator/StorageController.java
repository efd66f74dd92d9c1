package vouchsafe.portal.coordinator;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.audit.Actor;
import vouchsafe.files.ProjectAllowance;
import vouchsafe.files.QuotaText;
import vouchsafe.files.Quotas;
import vouchsafe.projects.Project;
import vouchsafe.web.pages.NoSuchPage;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.Reply;

/** How much a project stores, for whoever runs it; administrators allow it more or less there. */
@Controller
final class StorageController {
    private static final String PATH = "/direct-sharing/projects/storage/";

    private final StaticTemplates templates = new StaticTemplates();
    private final Quotas quotas;

    StorageController(Quotas quotas) {
        this.quotas = quotas;
    }

    @GetMapping(PATH + "{slug}/")
    JteModel storage(Page page, @OwnProject Project project) {
        ProjectAllowance allowance = quotas.allowance(project.id());
        Map<String, String> figures = Map.of(
                "size", QuotaText.ofSize(allowance.bytes()),
                "files", QuotaText.ofNumber(allowance.files()),
                "day_size", QuotaText.ofSize(allowance.bytesADay()),
                "day_files", QuotaText.ofNumber(allowance.filesADay()));
        return page(page, project, figures, Map.of());
    }

    @PostMapping(PATH + "{slug}/")
    Reply allow(
            Page page,
            @RequestParam(defaultValue = "") String size,
            @RequestParam(defaultValue = "") String files,
            @RequestParam(name = "day_size", defaultValue = "") String daySize,
            @RequestParam(name = "day_files", defaultValue = "") String dayFiles,
            @AuthenticationPrincipal SignedInMember member,
            @OwnProject Project project) {
        if (!member.administrator()) {
            throw new NoSuchPage();
        }
        Map<String, QuotaText> read = new LinkedHashMap<>();
        read.put("size", QuotaText.size(size));
        read.put("files", QuotaText.number(files));
        read.put("day_size", QuotaText.size(daySize));
        read.put("day_files", QuotaText.number(dayFiles));
        Map<String, String> errors = new LinkedHashMap<>();
        read.forEach((field, text) -> text.fault().ifPresent(why -> errors.put(field, why)));
        if (!errors.isEmpty()) {
            Map<String, String> typed =
                    Map.of("size", size, "files", files, "day_size", daySize, "day_files", dayFiles);
            return Reply.mend(page(page, project, typed, errors));
        }
        ProjectAllowance allowance = new ProjectAllowance(
                read.get("files").value(),
                read.get("size").value(),
                read.get("day_files").value(),
                read.get("day_size").value());
        quotas.allow(project.id(), project.clientRowId(), allowance, Actor.member(member.id()));
        return Reply.seeOther(PATH + project.slug() + "/").saying("Saved.");
    }

    private JteModel page(Page page, Project project, Map<String, String> typed, Map<String, String> errors) {
        StoragePage storage = new StoragePage(
                project,
                quotas.ofProject(project.id()),
                quotas.today(project.id(), project.clientRowId()),
                quotas.settings(),
                typed,
                errors);
        return templates.coordinatorStorage(page, storage);
    }
}
