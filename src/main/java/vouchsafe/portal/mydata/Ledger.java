package vouchsafe.portal.mydata;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vouchsafe.annotations.AnnotationLedger;
import vouchsafe.annotations.AnnotationRead;
import vouchsafe.files.FileRead;
import vouchsafe.files.ReadFilter;
import vouchsafe.files.ReadLedger;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.projects.Catalogue;
import vouchsafe.projects.Project;

/**
 * Words a member's ledger: the reads of their files and of their annotations, in one list. The names on a page of it cost
 * three statements for any number of lines.
 */
public final class Ledger {
    private static final String GONE = "An app that is gone";

    /** Ids are made of the time, and PostgreSQL compares them byte by byte, as their text compares. */
    private static final Comparator<LedgerLine> LATEST_FIRST =
            Comparator.comparing((LedgerLine line) -> line.id().toString()).reversed();

    private final ReadLedger files;
    private final AnnotationLedger annotations;
    private final FileLines names;
    private final Grants grants;
    private final Catalogue catalogue;

    Ledger(ReadLedger files, AnnotationLedger annotations, FileLines names, Grants grants, Catalogue catalogue) {
        this.files = files;
        this.annotations = annotations;
        this.names = names;
        this.grants = grants;
        this.catalogue = catalogue;
    }

    /**
     * A page of the ledger, latest first. Annotations come through no project, so a filter by project leaves them out.
     *
     * @param before id of the last line of the page before
     */
    public List<LedgerLine> of(UUID memberId, ReadFilter filter, Optional<UUID> before, int most) {
        List<FileRead> readFiles = files.ofMember(memberId, filter, before, most);
        List<AnnotationRead> readAnnotations = filter.projectId() == null
                ? annotations.ofMember(memberId, filter.clientRowId(), before, most)
                : List.of();
        Known known = known(memberId, readFiles, readAnnotations);
        return Stream.concat(
                        readFiles.stream().map(read -> line(read, known)),
                        readAnnotations.stream().map(read -> line(read, known)))
                .sorted(LATEST_FIRST)
                .limit(most)
                .toList();
    }

    /**
     * The names for wording the lines of a page.
     *
     * @param clients names by row id
     * @param sources names of projects by their numbers
     * @param grants the member's own, ended ones too
     */
    private record Known(Map<UUID, String> clients, Map<Integer, String> sources, Set<UUID> grants) {
        private String client(@Nullable UUID id) {
            return id == null ? GONE : clients.getOrDefault(id, GONE);
        }

        private String connectionPath(@Nullable UUID grantId) {
            return grantId != null && grants.contains(grantId) ? "/member/me/connections/" + grantId + "/" : "";
        }
    }

    private Known known(UUID memberId, List<FileRead> readFiles, List<AnnotationRead> readAnnotations) {
        Set<UUID> clients = Stream.concat(
                        readFiles.stream().map(FileRead::clientRowId),
                        readAnnotations.stream().map(AnnotationRead::clientRowId))
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(HashSet::new));
        Set<Integer> sources = readFiles.stream().map(FileRead::projectId).collect(Collectors.toSet());
        return new Known(
                names.names(clients),
                catalogue.all(sources).stream().collect(Collectors.toMap(Project::id, Project::name)),
                grants.ofMember(memberId).stream().map(Grant::id).collect(Collectors.toSet()));
    }

    private static LedgerLine line(FileRead read, Known known) {
        return new LedgerLine(
                read.id(),
                read.at(),
                switch (read.reader()) {
                    case PROJECT -> known.client(read.clientRowId());
                    case MEMBER -> "You";
                    case PUBLIC -> "Anyone (public)";
                },
                new LedgerLine.What.File(read),
                known.sources().getOrDefault(read.projectId(), "a project that is gone"),
                switch (read.reader()) {
                    case PROJECT -> "your connection with it";
                    case MEMBER -> "it is yours";
                    case PUBLIC -> "you shared it publicly";
                },
                read.grantId(),
                known.connectionPath(read.grantId()));
    }

    private static LedgerLine line(AnnotationRead read, Known known) {
        boolean own = read.grantId() == null;
        return new LedgerLine(
                read.id(),
                read.firstAt(),
                own ? "You, with your own token" : known.client(read.clientRowId()),
                new LedgerLine.What.Annotations(read),
                "you wrote them",
                own ? "they are yours" : "your connection with it",
                read.grantId(),
                known.connectionPath(read.grantId()));
    }
}
