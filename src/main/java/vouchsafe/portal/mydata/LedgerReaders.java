package vouchsafe.portal.mydata;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.web.pages.Choice;

/**
 * The apps a ledger can be narrowed to: those the member has or had a connection with. In URLs a project stands by its number,
 * any other app by the member's connection with it.
 */
final class LedgerReaders {
    /** Stands for all readers. */
    static final String EVERYONE = "0";

    /** Stands for a reader without reads. */
    private static final UUID NOBODY = new UUID(0, 0);

    private final Grants grants;
    private final Projects projects;
    private final Clients clients;

    LedgerReaders(Grants grants, Projects projects, Clients clients) {
        this.grants = grants;
        this.projects = projects;
        this.clients = clients;
    }

    List<Choice> choices(UUID memberId) {
        List<Grant> all = grants.ofMember(memberId);
        Map<UUID, Project> byClient = projects
                .byClients(all.stream().map(Grant::clientRowId).toList())
                .stream()
                .collect(Collectors.toMap(Project::clientRowId, Function.identity()));
        List<Choice> choices = new ArrayList<>();
        choices.add(new Choice(EVERYONE, "Everyone"));
        for (Grant grant : all) {
            Project project = byClient.get(grant.clientRowId());
            if (project != null) {
                choices.add(new Choice(Integer.toString(project.id()), project.name()));
            } else {
                clients.find(grant.clientRowId())
                        .map(Client::name)
                        .ifPresent(name -> choices.add(new Choice(grant.id().toString(), name)));
            }
        }
        return choices;
    }

    /**
     * The client (row id) behind a choice; null for all readers. An unknown client finds nothing, as one without reads
     * does.
     */
    @Nullable
    UUID client(UUID memberId, String by) {
        if (by.equals(EVERYONE)) {
            return null;
        }
        if (by.matches("[0-9]{1,9}")) {
            return projects.find(Integer.parseInt(by)).map(Project::clientRowId).orElse(NOBODY);
        }
        if (!by.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        return grants.find(UUID.fromString(by))
                .filter(grant -> grant.memberId().equals(memberId))
                .map(Grant::clientRowId)
                .orElse(NOBODY);
    }
}
