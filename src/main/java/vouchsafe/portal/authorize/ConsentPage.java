package vouchsafe.portal.authorize;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.consent.Joining;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.oauth.AuthorizationRequest;
import vouchsafe.projects.Catalogue;
import vouchsafe.projects.Project;
import vouchsafe.projects.ProjectVersions;
import vouchsafe.projects.Projects;
import vouchsafe.projects.RequestedDifference;

/** Puts together the content of the authorization page. */
final class ConsentPage {
    private final Grants grants;
    private final Projects projects;
    private final Catalogue catalogue;
    private final ProjectVersions versions;
    private final ConsentSeal seal;

    ConsentPage(Grants grants, Projects projects, Catalogue catalogue, ProjectVersions versions, ConsentSeal seal) {
        this.grants = grants;
        this.projects = projects;
        this.catalogue = catalogue;
        this.versions = versions;
        this.seal = seal;
    }

    ConsentView of(
            SignedInMember member, AuthorizationRequest asked, Optional<Project> project, AuthorizationVisit visit) {
        Optional<Grant> grant = grants.find(asked.client().id(), member.id());
        List<RequestedDifference> news = news(project, grant);
        return new ConsentView(
                asked,
                project,
                sources(member, project, news, visit.address()),
                grant.filter(Grant::active),
                news.stream().map(this::words).toList(),
                member.username(),
                seal.make(member.id(), sessionId(visit), visit.query(), Joining.version(project)),
                projects.memberCap());
    }

    /** The page of an on-site project. */
    OnSiteConsentView of(SignedInMember member, Project project, HttpServletRequest request) {
        Optional<Grant> grant = grants.find(project.clientRowId(), member.id());
        List<RequestedDifference> news = news(Optional.of(project), grant);
        return new OnSiteConsentView(
                project,
                sources(member, Optional.of(project), news, project.onSiteAuthorizePath()),
                grant.filter(Grant::active),
                news.stream().map(this::words).toList(),
                member.username(),
                seal.make(member.id(), request.getSession().getId(), query(project), project.version()),
                projects.memberCap());
    }

    /** Whether the answer fits the page of this on-site project that the member saw. */
    boolean fits(String presented, SignedInMember member, Project project, HttpServletRequest request) {
        return seal.fits(presented, member.id(), request.getSession().getId(), query(project), project.version());
    }

    private static String query(Project project) {
        return "on-site " + project.id();
    }

    boolean fits(String presented, SignedInMember member, int version, AuthorizationVisit visit) {
        return seal.fits(presented, member.id(), sessionId(visit), visit.query(), version);
    }

    private List<RequestedDifference> news(Optional<Project> project, Optional<Grant> grant) {
        if (project.isEmpty() || grant.isEmpty()) {
            return List.of();
        }
        return versions.difference(
                project.get().id(),
                grant.get().permissions().version(),
                project.get().version());
    }

    private List<ConsentView.Source> sources(
            SignedInMember member, Optional<Project> project, List<RequestedDifference> news, String back) {
        Set<Integer> added = news.stream()
                .filter(RequestedDifference.SourceAdded.class::isInstance)
                .map(each -> ((RequestedDifference.SourceAdded) each).projectId())
                .collect(Collectors.toSet());
        Set<UUID> connected = grants.ofMember(member.id()).stream()
                .filter(Grant::active)
                .map(Grant::clientRowId)
                .collect(Collectors.toSet());
        Set<Integer> asked =
                Set.copyOf(project.map(each -> each.requested().sources()).orElse(List.of()));
        return catalogue.all(asked).stream()
                .map(source -> new ConsentView.Source(
                        source.name(),
                        source.activityPath(),
                        added.contains(source.id()),
                        connected.contains(source.clientRowId()),
                        connectUrl(source, back)))
                .toList();
    }

    /**
     * The address for connecting a source; empty where it takes no members now. A project on this server's own pages leads
     * back here once it is joined.
     */
    private static String connectUrl(Project source, String back) {
        if (!source.active()) {
            return "";
        }
        return source.onSite()
                ? source.joinPath() + "?next=" + URLEncoder.encode(back, StandardCharsets.UTF_8)
                : source.enrollment();
    }

    private String words(RequestedDifference difference) {
        return switch (difference) {
            case RequestedDifference.SourceAdded(int id) -> "New: it wants your data of " + sourceName(id) + ".";
            case RequestedDifference.SourceRemoved(int id) -> "It no longer wants your data of " + sourceName(id) + ".";
            case RequestedDifference.AllSources(boolean requested) ->
                requested ? "New: it wants all your data sources." : "It no longer wants all your data sources.";
            case RequestedDifference.UsernameAccess(boolean requested) ->
                requested ? "New: it wants to know your username." : "It no longer wants your username.";
            case RequestedDifference.MessagePermission(boolean requested) ->
                requested ? "New: it wants to send you messages." : "It no longer wants to send you messages.";
            case RequestedDifference.Kind(boolean study) ->
                study ? "It is a research study now." : "It is no longer a research study.";
            case RequestedDifference.Text(RequestedDifference.Subject subject, String before, String after)
            when subject == RequestedDifference.Subject.CONSENT_TEXT -> "The text you agree to changed.";
            case RequestedDifference.Text(RequestedDifference.Subject subject, String before, String after) ->
                subjectWords(subject) + " changed from \"" + before + "\" to \"" + after + "\".";
        };
    }

    private String sourceName(int id) {
        return projects.find(id).map(Project::name).orElse("a project that is gone");
    }

    private static String subjectWords(RequestedDifference.Subject subject) {
        return switch (subject) {
            case NAME -> "Its name";
            case LEADER -> "Its leader";
            case ORGANIZATION -> "Its organization";
            case SHORT_DESCRIPTION -> "Its description";
            case RETURNED_DATA_DESCRIPTION -> "What it adds to your account";
            case CONSENT_TEXT -> "The text you agree to";
        };
    }

    private static String sessionId(AuthorizationVisit visit) {
        return visit.request().getSession().getId();
    }
}
