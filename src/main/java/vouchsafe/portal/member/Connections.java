package vouchsafe.portal.member;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;
import vouchsafe.consent.Erasures;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.grants.SourceLabel;
import vouchsafe.portal.catalogue.DifferenceLine;
import vouchsafe.projects.Catalogue;
import vouchsafe.projects.Project;
import vouchsafe.projects.ProjectVersions;
import vouchsafe.projects.Projects;
import vouchsafe.projects.RequestedDifference;

/** Puts a member's connections together, in a number of statements that does not grow with their number. */
final class Connections {
    private final Grants grants;
    private final Projects projects;
    private final ProjectVersions versions;
    private final Catalogue catalogue;
    private final Clients clients;
    private final Erasures erasures;

    Connections(
            Grants grants,
            Projects projects,
            ProjectVersions versions,
            Catalogue catalogue,
            Clients clients,
            Erasures erasures) {
        this.grants = grants;
        this.projects = projects;
        this.versions = versions;
        this.catalogue = catalogue;
        this.clients = clients;
        this.erasures = erasures;
    }

    /** Every connection of the member, ended ones too, newest first. */
    List<Connection> of(UUID memberId) {
        return describe(grants.ofMember(memberId));
    }

    /** The connection of this grant. */
    Connection of(Grant grant) {
        return describe(List.of(grant)).getFirst();
    }

    private List<Connection> describe(List<Grant> all) {
        Map<UUID, Project> byClient = projects
                .byClients(all.stream().map(Grant::clientRowId).toList())
                .stream()
                .collect(Collectors.toMap(Project::clientRowId, Function.identity()));
        Map<Integer, Project> sources = sources(all);
        return all.stream()
                .map(grant -> describe(grant, Optional.ofNullable(byClient.get(grant.clientRowId())), sources))
                .toList();
    }

    private Connection describe(Grant grant, Optional<Project> project, Map<Integer, Project> sources) {
        Optional<Client> client = clients.find(grant.clientRowId());
        return new Connection(
                grant,
                project.map(Project::name).or(() -> client.map(Client::name)).orElse("An app that is gone"),
                project,
                grant.permissions().sources().stream()
                        .map(label -> name(label, sources))
                        .toList(),
                project.filter(each -> grant.active())
                        .map(each -> news(each, grant))
                        .orElse(List.of()),
                erasures.of(grant),
                project.filter(Project::onSite)
                        .map(Project::joinPath)
                        .or(() -> client.map(Connections::reviewPath))
                        .orElse(""));
    }

    /**
     * The differences between the project's present request and the agreement. Only connections whose project changed its
     * request cost a look into the versions.
     */
    private List<DifferenceLine> news(Project project, Grant grant) {
        int agreed = grant.permissions().version();
        if (agreed == project.version()) {
            return List.of();
        }
        List<RequestedDifference> differences = versions.difference(project.id(), agreed, project.version());
        return DifferenceLine.of(differences, catalogue);
    }

    /**
     * Path of an authorization request on the app's behalf. It carries no state and no PKCE challenge, so a client that
     * must send one has to begin itself.
     */
    private static String reviewPath(Client client) {
        boolean canBegin = client.kind() == Client.Kind.PROJECT
                && client.confidential()
                && !client.pkceRequired()
                && client.redirectUris().size() == 1;
        return canBegin
                ? "/direct-sharing/projects/oauth2/authorize/?client_id="
                        + URLEncoder.encode(client.clientId(), StandardCharsets.UTF_8)
                        + "&response_type=code&approval_prompt=force&origin=open-humans"
                : "";
    }

    private Map<Integer, Project> sources(List<Grant> all) {
        Set<Integer> ids = all.stream()
                .flatMap(grant -> grant.permissions().sources().stream())
                .flatMap(label -> SourceLabel.projectId(label).stream())
                .collect(Collectors.toSet());
        return ids.isEmpty()
                ? Map.of()
                : catalogue.all(ids).stream().collect(Collectors.toMap(Project::id, Function.identity()));
    }

    private static String name(String label, Map<Integer, Project> sources) {
        return SourceLabel.projectId(label)
                .flatMap(id -> Optional.ofNullable(sources.get(id)))
                .map(Project::name)
                .orElse(label);
    }
}
