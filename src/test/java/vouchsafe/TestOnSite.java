package vouchsafe;

import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vouchsafe.accounts.Member;
import vouchsafe.projects.NewOnSiteProject;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.projects.TestProjects;

/** An on-site project, and members' browsers on its pages. */
public record TestOnSite(int id, String masterToken) {
    private static final Pattern SEAL = Pattern.compile("name=\"consent_seal\" value=\"([^\"]+)\"");

    /** A new one, run by this member; name, value, name, value of fields filled differently. */
    public static TestOnSite create(Member coordinator, String... changes) {
        NewOnSiteProject made = TestProjects.createOnSite(coordinator.id(), changes);
        return new TestOnSite(made.project().id(), made.masterToken().reveal());
    }

    /** The project as it is stored now. */
    public Project project() {
        return TestServer.shared().bean(Projects.class).find(id).orElseThrow();
    }

    /** Accepts the consent text. */
    public HttpResponse<String> accept(WebSession browser) {
        return send(browser, project().joinPath(), Map.of());
    }

    /** Answers the page of permissions. */
    public HttpResponse<String> authorize(WebSession browser, Map<String, String> fields) {
        return send(browser, project().onSiteAuthorizePath(), fields);
    }

    /** Joins, and returns the last answer. */
    public HttpResponse<String> join(WebSession browser) {
        accept(browser);
        return authorize(browser, Map.of());
    }

    /** GET the page for its seal, then POST it. */
    public static HttpResponse<String> send(WebSession browser, String path, Map<String, String> fields) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        Matcher seal = SEAL.matcher(browser.get(path).body());
        if (seal.find()) {
            all.putIfAbsent("consent_seal", seal.group(1));
        }
        return browser.post(path, all);
    }
}
