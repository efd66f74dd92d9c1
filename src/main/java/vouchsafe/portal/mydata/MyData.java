package vouchsafe.portal.mydata;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vouchsafe.files.DataFiles;
import vouchsafe.files.SourceFiles;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.projects.Catalogue;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.publication.PublicSharing;

/** Puts a member's data together, in a number of statements that does not grow with files or projects. */
public final class MyData {
    private static final int OF_ONE = 10;

    private final DataFiles files;
    private final FileLines lines;
    private final Grants grants;
    private final Projects projects;
    private final Catalogue catalogue;
    private final PublicSharing sharing;

    MyData(
            DataFiles files,
            FileLines lines,
            Grants grants,
            Projects projects,
            Catalogue catalogue,
            PublicSharing sharing) {
        this.files = files;
        this.lines = lines;
        this.grants = grants;
        this.projects = projects;
        this.catalogue = catalogue;
        this.sharing = sharing;
    }

    /**
     * The data of a member on this server.
     *
     * @param sources sources with files first, then connected ones without, each by name
     * @param connectable sources that the member could connect
     */
    record Overview(List<OwnSource> sources, List<Project> connectable, long count, long bytes) {}

    /** All data of a member, each source with its latest few files. */
    Overview overview(UUID memberId, int filesOfEach) {
        Map<Integer, SourceFiles> held = files.bySource(memberId, filesOfEach).stream()
                .collect(Collectors.toMap(SourceFiles::projectId, Function.identity()));
        Memberships memberships = memberships(memberId, held.keySet());
        FileLines.Known known = lines.of(memberId);
        Map<Integer, Instant> publicSince = sharing.of(memberId);
        List<OwnSource> sources = memberships.projects().stream()
                .filter(project -> held.containsKey(project.id()) || memberships.mayBring(project))
                .map(project -> source(
                        project,
                        held.getOrDefault(project.id(), SourceFiles.none(project.id())),
                        memberships,
                        known,
                        publicSince))
                .sorted((one, other) -> Boolean.compare(other.count() > 0, one.count() > 0))
                .toList();
        Set<Integer> there =
                sources.stream().map(source -> source.project().id()).collect(Collectors.toSet());
        List<Project> connectable = catalogue.sources().stream()
                .filter(Project::active)
                .filter(project -> !there.contains(project.id()))
                .toList();
        return new Overview(
                sources,
                connectable,
                held.values().stream().mapToLong(SourceFiles::count).sum(),
                held.values().stream().mapToLong(SourceFiles::bytes).sum());
    }

    /** One project as a source, with its latest few files; empty where the member never joined it. */
    public Optional<OwnSource> source(UUID memberId, Project project) {
        Memberships memberships = memberships(memberId, Set.of(project.id()));
        if (memberships.grant(project).isEmpty()) {
            return Optional.empty();
        }
        SourceFiles held = files.bySource(memberId, OF_ONE).stream()
                .filter(source -> source.projectId() == project.id())
                .findFirst()
                .orElseGet(() -> SourceFiles.none(project.id()));
        return Optional.of(source(project, held, memberships, lines.of(memberId), sharing.of(memberId)));
    }

    private OwnSource source(
            Project project,
            SourceFiles held,
            Memberships memberships,
            FileLines.Known known,
            Map<Integer, Instant> publicSince) {
        List<FileLine> latest = held.latest().stream().map(known::line).toList();
        return new OwnSource(
                project,
                memberships.grant(project),
                held.count(),
                held.bytes(),
                latest,
                Optional.ofNullable(publicSince.get(project.id())),
                memberships.mayRead(project),
                known.readersOf(project));
    }

    private Memberships memberships(UUID memberId, Set<Integer> alsoProjects) {
        List<Grant> all = grants.ofMember(memberId);
        List<Project> joined =
                projects.byClients(all.stream().map(Grant::clientRowId).toList());
        Set<Integer> missing = new HashSet<>(alsoProjects);
        joined.forEach(project -> missing.remove(project.id()));
        List<Project> both = new ArrayList<>(joined);
        if (!missing.isEmpty()) {
            both.addAll(catalogue.all(missing));
        }
        return new Memberships(both, all.stream().collect(Collectors.toMap(Grant::clientRowId, Function.identity())));
    }

    /**
     * The projects that the member joined.
     *
     * @param grants by client (row id), ended ones too
     */
    private record Memberships(List<Project> projects, Map<UUID, Grant> grants) {
        Optional<Grant> grant(Project project) {
            return Optional.ofNullable(grants.get(project.clientRowId()));
        }

        boolean mayBring(Project project) {
            return grant(project).filter(Grant::active).isPresent()
                    && !project.details().about().returnedDataDescription().isEmpty();
        }

        List<String> mayRead(Project source) {
            Stream<Project> sharing = projects.stream()
                    .filter(each -> grant(each).filter(Grant::active).isPresent());
            return sharing.filter(each -> each.id() == source.id()
                            || grant(each)
                                    .filter(grant -> grant.permissions().allSources()
                                            || grant.permissions().sources().contains(source.sourceLabel()))
                                    .isPresent())
                    .map(Project::name)
                    .toList();
        }
    }
}
