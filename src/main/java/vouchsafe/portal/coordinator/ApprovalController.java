package vouchsafe.portal.coordinator;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import vouchsafe.accounts.MailAllowance;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.projects.ApprovalDocument;
import vouchsafe.projects.ApprovalForm;
import vouchsafe.projects.ApprovalRequest;
import vouchsafe.projects.Approvals;
import vouchsafe.projects.FormFields;
import vouchsafe.projects.Project;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.Reply;
import vouchsafe.web.pages.Waits;

/** Asking for approval, answering reviewers, taking the request back. */
@Controller
final class ApprovalController {
    private final StaticTemplates templates = new StaticTemplates();
    private final Approvals approvals;
    private final MailAllowance allowance;
    private final InstantSource clock;

    ApprovalController(Approvals approvals, MailAllowance allowance, InstantSource clock) {
        this.approvals = approvals;
        this.allowance = allowance;
        this.clock = clock;
    }

    @GetMapping("/direct-sharing/projects/approval/{slug}/")
    JteModel form(Page page, @OwnProject Project project) {
        ApprovalRequest newest = approvals.newest(project).orElse(null);
        return templates.coordinatorApproval(page, project, newest, filled(newest), Map.of());
    }

    @PostMapping("/direct-sharing/projects/approval/{slug}/")
    Reply ask(
            Page page,
            @AuthenticationPrincipal SignedInMember member,
            @RequestParam(name = "ethics_document", required = false) @Nullable MultipartFile upload,
            HttpServletRequest request,
            @OwnProject Project project)
            throws IOException {
        FormFields fields = FormFields.of(request.getParameterMap());
        Optional<ApprovalRequest> newest = approvals.newest(project);
        boolean sent = upload != null && !upload.isEmpty();
        boolean kept = newest.filter(ApprovalRequest::undecided)
                .map(ApprovalRequest::documentName)
                .isPresent();
        Map<String, String> errors = new LinkedHashMap<>();
        ApprovalForm.Outcome outcome = ApprovalForm.read(fields, project, sent || kept, clock.instant());
        if (outcome instanceof ApprovalForm.Invalid(Map<String, String> complaints)) {
            errors.putAll(complaints);
        }
        ApprovalDocument document = null;
        if (sent) {
            switch (document(Objects.requireNonNull(upload))) {
                case ApprovalDocument.Upload.Document(ApprovalDocument good) -> document = good;
                case ApprovalDocument.Upload.Refused(String why) -> errors.put("ethics_document", why);
            }
        }
        if (errors.isEmpty()) {
            // Requests are limited, since each one mails every reviewer.
            Optional<Duration> wait = allowance.take();
            if (wait.isPresent()) {
                errors.put("", Waits.sentence(wait.get()));
                return Reply.tooMany(
                        wait.get(), templates.coordinatorApproval(page, project, newest.orElse(null), fields, errors));
            }
        }
        if (errors.isEmpty() && outcome instanceof ApprovalForm.Valid valid) {
            switch (approvals.ask(project, member.id(), valid, document)) {
                case Approvals.Outcome.Done done -> {
                    return Reply.seeOther(project.reviewPath())
                            .saying("Approval asked for. Reviewers were told; members can discuss it here.");
                }
                case Approvals.Outcome.Refused(String why) -> errors.put("", why);
            }
        }
        return Reply.mend(templates.coordinatorApproval(page, project, newest.orElse(null), fields, errors));
    }

    private static ApprovalDocument.Upload document(MultipartFile upload) throws IOException {
        return ApprovalDocument.read(Objects.requireNonNullElse(upload.getOriginalFilename(), ""), upload.getBytes());
    }

    @PostMapping("/direct-sharing/projects/approval/{slug}/withdraw/")
    Reply takeBack(@AuthenticationPrincipal SignedInMember member, @OwnProject Project project) {
        Approvals.Outcome outcome = approvals.takeBack(project, member.id());
        String said = switch (outcome) {
            case Approvals.Outcome.Done done -> "The request is taken back.";
            case Approvals.Outcome.Refused(String why) -> why;
        };
        return Reply.seeOther(project.detailPath())
                .doneIf(outcome instanceof Approvals.Outcome.Done)
                .saying(said);
    }

    private static FormFields filled(@Nullable ApprovalRequest newest) {
        Map<String, List<String>> values = new HashMap<>();
        if (newest != null) {
            values.put("message", List.of(newest.message()));
            values.put("ethics_board", List.of(newest.ethicsBoard()));
            values.put("ethics_reference", List.of(newest.ethicsReference()));
            if (newest.ethicsApprovedOn() != null) {
                values.put("ethics_date", List.of(newest.ethicsApprovedOn().toString()));
            }
        }
        return new FormFields(values);
    }
}
