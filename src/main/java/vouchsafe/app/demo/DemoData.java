package vouchsafe.app.demo;

import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.NewMember;
import vouchsafe.accounts.OperatorAccountResult;
import vouchsafe.accounts.OperatorAccounts;
import vouchsafe.accounts.Password;
import vouchsafe.audit.Actor;
import vouchsafe.clients.ClientSecret;
import vouchsafe.clients.Clients;
import vouchsafe.projects.Catalogue;
import vouchsafe.projects.FormFields;
import vouchsafe.projects.MasterToken;
import vouchsafe.projects.Project;
import vouchsafe.projects.ProjectDraft;
import vouchsafe.projects.ProjectForm;
import vouchsafe.projects.ProjectKind;
import vouchsafe.projects.Projects;

/** The people and projects of the demo. They are made on a fresh server; on a second start they are left as they are. */
public final class DemoData {
    /** The password of every account in the demo. */
    public static final String PASSWORD = "demo-password";

    private final OperatorAccounts accounts;
    private final Projects projects;
    private final Catalogue catalogue;
    private final Clients clients;
    private final InstantSource clock;

    public DemoData(
            OperatorAccounts accounts, Projects projects, Catalogue catalogue, Clients clients, InstantSource clock) {
        this.accounts = accounts;
        this.projects = projects;
        this.catalogue = catalogue;
        this.clients = clients;
        this.clock = clock;
    }

    /** The identity of a running example app for the server. */
    record AppIdentity(String clientId, ClientSecret secret, String redirectUri) {}

    /** Whether nobody has filled this server yet. */
    boolean fresh() {
        return projects.bySlug(DemoProject.SLEEP_DIARY.slug()).isEmpty();
    }

    void people() {
        for (DemoPerson person : DemoPerson.values()) {
            member(person);
        }
    }

    Project project(DemoProject project) {
        return projects.bySlug(project.slug()).orElseThrow();
    }

    /** Makes this project, in development. */
    void create(DemoProject project, String apps) {
        projects.create(draft(project, apps), coordinator(project).credentials());
    }

    /** Makes the project that has no app, and answers its master token, which is shown nowhere else. */
    MasterToken createOnSite(DemoProject project, String apps) {
        return projects.createOnSite(draft(project, apps), coordinator(project).credentials())
                .masterToken();
    }

    /** A new secret for each example app, and its present addresses, since the apps may listen elsewhere than last time. */
    Map<DemoProject, AppIdentity> apps(String apps) {
        Map<DemoProject, AppIdentity> identities = new EnumMap<>(DemoProject.class);
        for (DemoProject project : DemoProject.values()) {
            move(project, apps);
            if (!project.onSite()) {
                var client = clients.find(project(project).clientRowId()).orElseThrow();
                ClientSecret secret = clients.issueSecret(client.id(), clock.instant());
                identities.put(project, new AppIdentity(client.clientId(), secret, project.redirectUri(apps)));
            }
        }
        return identities;
    }

    private void move(DemoProject project, String apps) {
        String info = project(project).details().addresses().infoUrl();
        if (!info.equals(project.addresses(apps).get("info_url"))) {
            change(project, project.addresses(apps));
        }
    }

    /** Its coordinator changes these fields of its form. */
    void change(DemoProject wanted, Map<String, String> changes) {
        Project project = project(wanted);
        var client = clients.find(project.clientRowId()).orElseThrow();
        Map<String, List<String>> fields =
                new HashMap<>(ProjectForm.filled(project.details(), client.redirectUris(), client.pkceRequired())
                        .values());
        changes.forEach((name, value) -> fields.put(name, List.of(value)));
        projects.update(
                project.id(),
                valid(ProjectForm.forEdit(
                        new FormFields(fields), project, catalogue.choices(catalogue.sourcesFor(project)))),
                coordinator(wanted).id());
    }

    private Member coordinator(DemoProject project) {
        return member(project.coordinator());
    }

    private Member member(DemoPerson person) {
        NewMember wanted = new NewMember(
                person.username(),
                person.words(),
                person.username() + "@demo.test",
                true,
                new Password(PASSWORD),
                person.administrator());
        return switch (accounts.create(wanted, Actor.DEMO)) {
            case OperatorAccountResult.AccountMade(Member made) -> made;
            case OperatorAccountResult.UsernameTaken(Member there) -> there;
            case OperatorAccountResult.AddressTaken taken ->
                throw new IllegalStateException("somebody else has the address of the demo's own " + person.username());
        };
    }

    private ProjectDraft draft(DemoProject project, String apps) {
        Map<String, List<String>> fields = project.form(apps);
        if (project.readsSteps()) {
            fields.put(
                    "requested_sources",
                    List.of(Integer.toString(project(DemoProject.STEP_COUNTER).id())));
        }
        ProjectKind kind = project.onSite() ? ProjectKind.ON_SITE : ProjectKind.OAUTH2;
        return valid(ProjectForm.forNew(kind, new FormFields(fields), catalogue.choices()));
    }

    private static ProjectDraft valid(ProjectForm.Outcome outcome) {
        return switch (outcome) {
            case ProjectForm.Outcome.Valid(ProjectDraft draft) -> draft;
            case ProjectForm.Outcome.Invalid(Map<String, String> errors) ->
                throw new IllegalStateException("the demo's own project is not valid: " + errors);
        };
    }
}
