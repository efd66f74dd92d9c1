package vouchsafe.portal.coordinator;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.db.Slice;
import vouchsafe.projects.FormFields;
import vouchsafe.projects.Project;
import vouchsafe.projects.WebhookSecret;
import vouchsafe.projects.WebhookSendResult;
import vouchsafe.projects.WebhookSettings;
import vouchsafe.projects.WebhookTrials;
import vouchsafe.web.pages.NoSuchPage;
import vouchsafe.web.pages.OnceShown;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.Reply;
import vouchsafe.webhooks.WebhookDelivery;
import vouchsafe.webhooks.Webhooks;

/** The deliveries to a project's webhook: their content, the answers of its server, and another try. */
@Controller
final class DeliveriesController {
    private static final String PATH = "/direct-sharing/projects/webhooks/";
    private static final int PER_PAGE = 25;
    /** Longest wait for a delivery: a little longer than an app's server has to answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    private static final String NO_URL = "Enter a deauthorization webhook URL first.";
    private static final String ON_ITS_WAY =
            "The test event is on its way. Reload this page to see your server's answer.";

    private final StaticTemplates templates = new StaticTemplates();
    private final Webhooks webhooks;
    private final WebhookSettings settings;
    private final WebhookTrials trials;
    private final OnceShown secrets;
    private final InstantSource clock;

    DeliveriesController(
            Webhooks webhooks, WebhookSettings settings, WebhookTrials trials, OnceShown secrets, InstantSource clock) {
        this.webhooks = webhooks;
        this.settings = settings;
        this.trials = trials;
        this.secrets = secrets;
        this.clock = clock;
    }

    @GetMapping(PATH + "{slug}/")
    JteModel deliveries(
            Page page, @RequestParam @Nullable UUID before, HttpServletRequest request, @OwnProject Project project) {
        String url = project.details().leaving().deauthWebhook();
        return page(page, Optional.ofNullable(before), request, project, url, "");
    }

    private JteModel page(
            Page page,
            Optional<UUID> before,
            HttpServletRequest request,
            Project project,
            String url,
            String urlError) {
        Slice<WebhookDelivery> deliveries =
                Slice.of(PER_PAGE, most -> webhooks.list(project.clientRowId(), before, most));
        String next = deliveries.next(last -> PATH + project.slug() + "/?before=" + last.id());
        OnceShown.Shown newSecret = secrets.shown(request, ProjectSecretKind.WEBHOOK_SECRET.of(project.id()))
                .filter(shown -> project.webhookSecretSet())
                .orElse(null);
        return templates.coordinatorDeliveries(
                page, project, deliveries.rows(), newSecret, next, clock.instant(), url, urlError);
    }

    @PostMapping(PATH + "{slug}/test/")
    Reply test(@AuthenticationPrincipal SignedInMember member, @OwnProject Project project) {
        String said = switch (trials.sendTest(project, member.id())) {
            case WebhookSendResult.DeliveryQueued(UUID id) ->
                webhooks.firstAttempt(id, PATIENCE)
                        .map(DeliveriesController::result)
                        .orElse(ON_ITS_WAY);
            case WebhookSendResult.NoWebhookUrl none -> NO_URL;
            case WebhookSendResult.NoSuchDelivery none -> throw new NoSuchPage();
        };
        return back(project).doneIf(!said.equals(NO_URL)).saying(said);
    }

    private static String result(WebhookDelivery.Attempt attempt) {
        Integer answered = attempt.status();
        if (answered == null) {
            return "The test event did not arrive: " + attempt.answer();
        }
        return answered >= 200 && answered < 300
                ? "Your server took the test event: it answered " + answered + " in " + attempt.milliseconds() + " ms."
                : "Your server answered the test event with " + answered + "; it must answer with 200 to 299.";
    }

    /** Sets the address of the webhook. */
    @PostMapping(PATH + "{slug}/url/")
    Reply setUrl(
            Page page,
            @AuthenticationPrincipal SignedInMember member,
            HttpServletRequest request,
            @OwnProject Project project) {
        FormFields sent = FormFields.of(request.getParameterMap());
        Optional<String> error = settings.setUrl(project, sent, member.id());
        if (error.isPresent()) {
            return Reply.mend(page(page, Optional.empty(), request, project, sent.text("deauth_webhook"), error.get()));
        }
        return back(project).saying("Saved.");
    }

    /**
     * Makes a new secret; {@code before} tells when the present one ends: {@code week} for in a week, {@code now} for at
     * once.
     */
    @PostMapping(PATH + "{slug}/secret/")
    Reply newSecret(
            @AuthenticationPrincipal SignedInMember member,
            @RequestParam(defaultValue = "week") String before,
            HttpServletRequest request,
            @OwnProject Project project) {
        Optional<WebhookSecret> made = settings.replace(project, !before.equals("now"), member.id());
        if (made.isEmpty()) {
            return back(project)
                    .nothingDone()
                    .saying("A webhook secret was made by somebody else at the same moment. Press again if you have not"
                            + " seen theirs.");
        }
        secrets.keep(
                request,
                ProjectSecretKind.WEBHOOK_SECRET.of(project.id()),
                PATH + project.slug() + "/",
                made.get().reveal());
        return back(project);
    }

    @PostMapping(PATH + "{slug}/again/")
    Reply again(
            @OwnProject Project project, @RequestParam UUID delivery, @AuthenticationPrincipal SignedInMember member) {
        String said = switch (trials.sendAgain(project, delivery, member.id())) {
            case WebhookSendResult.DeliveryQueued queued ->
                "The event is sent again now. Reload this page to see your server's answer.";
            case WebhookSendResult.NoWebhookUrl none -> NO_URL;
            case WebhookSendResult.NoSuchDelivery none -> throw new NoSuchPage();
        };
        return back(project).doneIf(!said.equals(NO_URL)).saying(said);
    }

    private static Reply.SentOn back(Project project) {
        return Reply.seeOther(PATH + project.slug() + "/");
    }
}
