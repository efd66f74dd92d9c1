package vouchsafe.portal.authorize;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.projects.Catalogue;
import vouchsafe.projects.Project;
import vouchsafe.projects.ProjectVersions;
import vouchsafe.projects.Projects;
import vouchsafe.projects.RequestedDifference;

/** Puts together the content of a page that asks for consent. */
final class ConsentPage {
    private final Grants grants;
    private final Projects projects;
    private final Catalogue catalogue;
    private final ProjectVersions versions;

    ConsentPage(Grants grants, Projects projects, Catalogue catalogue, ProjectVersions versions) {
        this.grants = grants;
        this.projects = projects;
        this.catalogue = catalogue;
        this.versions = versions;
    }

    /**
     * The content of the page that puts the question to this member.
     *
     * @param seal what the form must bring back
     */
    ConsentView of(SignedInMember member, ConsentQuestion question, String seal) {
        Optional<Grant> grant = grants.find(question.clientRowId(), member.id());
        List<RequestedDifference> news = news(question.project(), grant);
        return new ConsentView(
                question.name(),
                question.scopes(),
                question.project(),
                sources(member, question, news),
                grant.filter(Grant::active),
                news.stream().map(this::words).toList(),
                member.username(),
                seal,
                projects.memberCap());
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
            SignedInMember member, ConsentQuestion question, List<RequestedDifference> news) {
        Set<Integer> added = news.stream()
                .filter(RequestedDifference.SourceAdded.class::isInstance)
                .map(each -> ((RequestedDifference.SourceAdded) each).projectId())
                .collect(Collectors.toSet());
        Set<UUID> connected = grants.ofMember(member.id()).stream()
                .filter(Grant::active)
                .map(Grant::clientRowId)
                .collect(Collectors.toSet());
        Set<Integer> asked = Set.copyOf(question.project()
                .map(each -> each.requested().permissions().sources())
                .orElse(List.of()));
        return catalogue.all(asked).stream()
                .map(source -> new ConsentView.Source(
                        source.name(),
                        source.activityPath(),
                        added.contains(source.id()),
                        connected.contains(source.clientRowId()),
                        connectUrl(source, question.address())))
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
}
