package vouchsafe.app.demo;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.NewMember;
import vouchsafe.accounts.OperatorAccountResult;
import vouchsafe.accounts.OperatorAccounts;
import vouchsafe.accounts.Password;
import vouchsafe.audit.Actor;
import vouchsafe.clients.AppSchemes;
import vouchsafe.clients.ClientSecret;
import vouchsafe.clients.Clients;
import vouchsafe.clients.InvalidRedirectUri;
import vouchsafe.clients.RedirectUri;
import vouchsafe.projects.Approvals;
import vouchsafe.projects.Catalogue;
import vouchsafe.projects.FormFields;
import vouchsafe.projects.Project;
import vouchsafe.projects.ProjectDraft;
import vouchsafe.projects.ProjectForm;
import vouchsafe.projects.Projects;

/** Fills a fresh server with people and projects to play with. On a second start it leaves them as they are. */
public final class DemoData {
    /** The password of every account in the demo. */
    public static final String PASSWORD = "demo-password";

    private static final String EXAMPLE_APP = "sleep-diary";

    private final OperatorAccounts accounts;
    private final Projects projects;
    private final Catalogue catalogue;
    private final Approvals approvals;
    private final Clients clients;
    private final InstantSource clock;

    public DemoData(
            OperatorAccounts accounts,
            Projects projects,
            Catalogue catalogue,
            Approvals approvals,
            Clients clients,
            InstantSource clock) {
        this.accounts = accounts;
        this.projects = projects;
        this.catalogue = catalogue;
        this.approvals = approvals;
        this.clients = clients;
        this.clock = clock;
    }

    /** The identity of a running example app for the server. */
    public record ExampleApp(String clientId, ClientSecret secret, String redirectUri) {}

    /** Makes people and projects where they are not there yet, and a new secret for the example app at this address. */
    public ExampleApp fill(String appUrl) {
        if (projects.bySlug(EXAMPLE_APP).isEmpty()) {
            create(appUrl);
        }
        Project project = projects.bySlug(EXAMPLE_APP).orElseThrow();
        String redirectUri = appUrl + "/callback";
        clients.update(project.clientRowId(), project.name(), List.of(redirect(redirectUri)), true);
        ClientSecret secret = clients.issueSecret(project.clientRowId(), clock.instant());
        String clientId = clients.find(project.clientRowId()).orElseThrow().clientId();
        return new ExampleApp(clientId, secret, redirectUri);
    }

    private void create(String appUrl) {
        Member admin = person("admin", "Ada Admin", true);
        Member coordinator = person("grace", "Grace Coordinator", false);
        person("alan", "Alan Member", false);
        Project steps = project(
                coordinator,
                Map.of(
                        "name", "Step Counter",
                        "short_description", "Brings the steps your phone counts into your account.",
                        "add_data", "on",
                        "returned_data_description", "Steps per hour, as your phone counted them.",
                        "redirect_url", appUrl + "/steps"));
        approve(steps, admin, "Brings data in, asks for nothing.");
        Project diary = project(
                coordinator,
                Map.of(
                        "name", "Sleep Diary",
                        "short_description", "A diary of your nights, beside the steps of your days.",
                        "explore_share", "on",
                        "requested_sources", Integer.toString(steps.id()),
                        "request_username_access", "True",
                        "request_message_permission", "True",
                        "erasure_supported", "on",
                        "redirect_url", appUrl + "/callback"));
        approve(diary, admin, "An example everybody can try.");
        project(
                coordinator,
                Map.of(
                        "name", "Coffee and Sleep",
                        "is_study", "True",
                        "short_description", "Does the last cup of the day shorten the night?",
                        "explore_share", "on",
                        "requested_sources", Integer.toString(steps.id()),
                        "redirect_url", appUrl + "/coffee"));
    }

    private void approve(Project project, Member reviewer, String reason) {
        if (approvals.decide(project, reviewer, Approvals.Decision.APPROVE, reason)
                instanceof Approvals.Outcome.Refused(String why)) {
            throw new IllegalStateException("the demo's own project was not approved: " + why);
        }
    }

    private Member person(String username, String name, boolean administrator) {
        NewMember person =
                new NewMember(username, name, username + "@example.org", true, new Password(PASSWORD), administrator);
        return switch (accounts.create(person, Actor.DEMO)) {
            case OperatorAccountResult.AccountMade(Member made) -> made;
            case OperatorAccountResult.UsernameTaken(Member there) -> there;
            case OperatorAccountResult.AddressTaken taken ->
                throw new IllegalStateException("somebody else has the address of the demo's own " + username);
        };
    }

    private Project project(Member coordinator, Map<String, String> own) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        plain().forEach((name, value) -> fields.put(name, List.of(value)));
        own.forEach((name, value) -> fields.put(name, List.of(value)));
        return switch (ProjectForm.forNew(new FormFields(fields), catalogue.choices())) {
            case ProjectForm.Outcome.Valid(ProjectDraft draft) ->
                projects.create(draft, coordinator.credentials()).project();
            case ProjectForm.Outcome.Invalid(Map<String, String> errors) ->
                throw new IllegalStateException("the demo's own project is not valid: " + errors);
        };
    }

    private static Map<String, String> plain() {
        return Map.ofEntries(
                Map.entry("is_study", "False"),
                Map.entry("leader", "Grace Coordinator"),
                Map.entry("organization", "Example Institute"),
                Map.entry("is_academic_or_nonprofit", "True"),
                Map.entry("contact_email", "grace@example.org"),
                Map.entry("info_url", "https://example.org/"),
                Map.entry("long_description", "A project of the demo. Nothing here leaves this machine."),
                Map.entry("active", "True"),
                Map.entry("request_username_access", "False"),
                Map.entry("request_message_permission", "False"),
                Map.entry("enrollment_url", "https://example.org/start"),
                Map.entry("terms_url", "https://example.org/terms"));
    }

    private static RedirectUri redirect(String uri) {
        try {
            return RedirectUri.register(uri, new AppSchemes(Set.of()));
        } catch (InvalidRedirectUri impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
