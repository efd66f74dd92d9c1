package vouchsafe.portal.coordinator;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.audit.RefusedRequest;
import vouchsafe.audit.RequestLog;
import vouchsafe.db.Slice;
import vouchsafe.projects.Project;
import vouchsafe.web.pages.Page;

/** The calls of a project's app: their number, and the reasons for refusals. */
@Controller
final class RequestsController {
    private static final String PATH = "/direct-sharing/projects/requests/";
    private static final int PER_PAGE = 50;
    private static final int DAYS = 14;

    private final StaticTemplates templates = new StaticTemplates();
    private final RequestLog requests;
    private final InstantSource clock;

    RequestsController(RequestLog requests, InstantSource clock) {
        this.requests = requests;
        this.clock = clock;
    }

    @GetMapping(PATH + "{slug}/")
    JteModel requests(Page page, @RequestParam @Nullable UUID before, @OwnProject Project project) {
        Slice<RefusedRequest> refused = Slice.of(
                PER_PAGE, most -> requests.latestRefused(project.clientRowId(), Optional.ofNullable(before), most));
        String next = refused.next(last -> PATH + project.slug() + "/?before=" + last.id());
        Instant now = clock.instant();
        LocalDate since = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(DAYS - 1);
        return templates.coordinatorRequests(
                page, project, refused.rows(), requests.counts(project.clientRowId(), since), next, now);
    }
}
