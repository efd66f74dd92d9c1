package vouchsafe.portal.operation;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.operation.Alarms;
import vouchsafe.operation.QueuesOfWork;
import vouchsafe.operation.Watch;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.web.pages.NoSuchPage;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.Reply;

/** The administrators' start page; the security chain admits them only. */
@Controller
final class OverviewController {
    private static final String START = "/admin/";
    private static final int PROJECTS = 10;

    private final StaticTemplates templates = new StaticTemplates();
    private final Server server;
    private final Watch watch;
    private final QueuesOfWork queues;
    private final Alarms alarms;
    private final Projects projects;
    private final InstantSource clock;

    OverviewController(
            Server server, Watch watch, QueuesOfWork queues, Alarms alarms, Projects projects, InstantSource clock) {
        this.server = server;
        this.watch = watch;
        this.queues = queues;
        this.alarms = alarms;
        this.projects = projects;
        this.clock = clock;
    }

    @GetMapping(START)
    JteModel overview(Page page, @AuthenticationPrincipal SignedInMember self) {
        Watch.QueueStates states = watch.queues();
        return templates.adminOverview(
                page,
                new OverviewPage(
                        watch.parts(states),
                        states,
                        watch.failingJobs(),
                        watch.overdueErasures(),
                        server.nodes().list(),
                        server.versions().all(),
                        server.figures().lastDays(),
                        storage(),
                        server.checkup().last(),
                        server.backup().state(),
                        alarms.muted(self.id()),
                        clock.instant()));
    }

    private List<OverviewPage.ProjectStorage> storage() {
        return server.stored().largest(PROJECTS).stream()
                .map(kept -> {
                    Optional<Project> project = projects.find(kept.projectId());
                    return new OverviewPage.ProjectStorage(
                            project.map(Project::name).orElse("Project " + kept.projectId()),
                            project.map(Project::activityPath).orElse(""),
                            kept.files(),
                            kept.bytes());
                })
                .toList();
    }

    @PostMapping("/admin/look/")
    Reply look() {
        int found = server.checkup().look().findings().size();
        return Reply.seeOther(START + "#doctor")
                .saying(found == 0 ? "The doctor found nothing wrong." : "The doctor looked again; the list is new.");
    }

    @PostMapping("/admin/again/{name}/")
    Reply again(@AuthenticationPrincipal SignedInMember self, @PathVariable String name) {
        QueuesOfWork.Queue queue = Arrays.stream(QueuesOfWork.Queue.values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(NoSuchPage::new);
        int count = queues.tryAgain(queue, self.id());
        return Reply.seeOther(START + "#queues")
                .saying(count == 0 ? "Nothing waits to be tried again." : count + " tried again now.");
    }

    @PostMapping("/admin/alarms/")
    Reply alarms(@AuthenticationPrincipal SignedInMember self, @RequestParam(defaultValue = "") String mails) {
        boolean wanted = mails.equals("yes");
        alarms.mute(self.id(), !wanted);
        return Reply.seeOther(START + "#mails")
                .saying(
                        wanted
                                ? "You get mail when the server needs you."
                                : "You get no mail about the server any more.");
    }
}
