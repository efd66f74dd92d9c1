package vouchsafe.projects;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import vouchsafe.TestServer;
import vouchsafe.clients.AppSchemes;

/** Projects for tests: made straight in the store of the shared server, each with a name of its own. */
public final class TestProjects {
    private TestProjects() {}

    /** A filled form, every rule obeyed, nothing requested, redirecting to {@code https://app.example.org/callback}. */
    public static Map<String, String> form() {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("is_study", "False");
        form.put("name", "Project " + Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36));
        form.put("leader", "Ada Example");
        form.put("organization", "Example Institute");
        form.put("is_academic_or_nonprofit", "True");
        form.put("explore_share", "on");
        form.put("contact_email", "project@example.org");
        form.put("info_url", "https://example.org/about");
        form.put("short_description", "Looks at how well people sleep.");
        form.put("long_description", "We compare nights.\n\nYou get a **chart**.");
        form.put("returned_data_description", "");
        form.put("active", "True");
        form.put("request_username_access", "False");
        form.put("request_message_permission", "False");
        form.put("enrollment_url", "https://app.example.org/start");
        form.put("terms_url", "https://app.example.org/terms");
        form.put("redirect_url", "https://app.example.org/callback");
        return form;
    }

    /** The same form with some fields filled differently: name, value, name, value. */
    public static Map<String, String> form(String... changes) {
        Map<String, String> form = form();
        for (int i = 0; i < changes.length; i += 2) {
            form.put(changes[i], changes[i + 1]);
        }
        return form;
    }

    /** A form as the validator takes it. */
    public static FormFields fields(Map<String, String> form) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        form.forEach((name, value) -> values.put(name, List.of(value)));
        return new FormFields(values);
    }

    /** A new project of this member with some fields filled differently. */
    public static NewProject create(UUID coordinatorId, String... changes) {
        return TestServer.shared()
                .bean(Projects.class)
                .create(draft(form(changes)), TestServer.shared().credentials(coordinatorId));
    }

    /** A new on-site project of this member with some fields filled differently. */
    public static NewOnSiteProject createOnSite(UUID coordinatorId, String... changes) {
        return TestServer.shared()
                .bean(Projects.class)
                .createOnSite(onSiteDraft(changes), TestServer.shared().credentials(coordinatorId));
    }

    /** A valid draft of an on-site project with some fields filled differently. */
    public static ProjectDraft onSiteDraft(String... changes) {
        Map<String, String> form = form("consent_text", "We read **your nights**, and nothing else.");
        List.of("enrollment_url", "terms_url", "redirect_url").forEach(form::remove);
        for (int i = 0; i < changes.length; i += 2) {
            form.put(changes[i], changes[i + 1]);
        }
        return draft(ProjectKind.ON_SITE, form);
    }

    /** Stores the project's form with some fields filled differently, as its coordinator would. */
    public static void edit(Project project, String... changes) {
        Map<String, List<String>> values = new LinkedHashMap<>(
                ProjectForm.filled(project.details(), List.of(), false).values());
        for (int i = 0; i < changes.length; i += 2) {
            values.put(changes[i], List.of(changes[i + 1]));
        }
        switch (ProjectForm.forEdit(new FormFields(values), project, TestProjects.choices(Set.of()))) {
            case ProjectForm.Outcome.Valid(ProjectDraft draft) ->
                TestServer.shared().bean(Projects.class).update(project.id(), draft, project.coordinatorId());
            case ProjectForm.Outcome.Invalid(Map<String, String> errors) ->
                throw new IllegalArgumentException(errors.toString());
        }
    }

    /** A valid draft; sources may name any project. */
    public static ProjectDraft draft(Map<String, String> form) {
        return draft(ProjectKind.OAUTH2, form);
    }

    private static ProjectDraft draft(ProjectKind kind, Map<String, String> form) {
        Set<Integer> offered = new HashSet<>();
        if (form.containsKey("requested_sources")) {
            offered.add(Integer.valueOf(form.get("requested_sources")));
        }
        return switch (ProjectForm.forNew(kind, fields(form), TestProjects.choices(offered))) {
            case ProjectForm.Outcome.Valid(ProjectDraft draft) -> draft;
            case ProjectForm.Outcome.Invalid(Map<String, String> errors) ->
                throw new IllegalArgumentException(errors.toString());
        };
    }

    /** What a form may choose from, with the usual schemes of apps. */
    static ProjectChoices choices(Set<Integer> sources) {
        return new ProjectChoices(sources, AppSchemes.of("androidaps, openhumanshk, resilienceproject"));
    }
}
