package vouchsafe.portal.mydata;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import vouchsafe.files.FileRead;
import vouchsafe.files.ReadFilter;
import vouchsafe.files.ReadLedger;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.projects.Catalogue;
import vouchsafe.projects.Project;

/** Words a member's ledger; the names on a page of it cost three statements, however many lines there are. */
final class Ledger {
    private final ReadLedger reads;
    private final FileLines names;
    private final Grants grants;
    private final Catalogue catalogue;

    Ledger(ReadLedger reads, FileLines names, Grants grants, Catalogue catalogue) {
        this.reads = reads;
        this.names = names;
        this.grants = grants;
        this.catalogue = catalogue;
    }

    /** Lines, latest first, from the one after {@code before} on. */
    List<LedgerLine> of(UUID memberId, ReadFilter filter, Optional<UUID> before, int most) {
        List<FileRead> some = reads.ofMember(memberId, filter, before, most);
        Map<UUID, String> readers = names.names(
                some.stream().map(FileRead::clientId).filter(Objects::nonNull).collect(Collectors.toSet()));
        Map<UUID, Grant> own =
                grants.ofMember(memberId).stream().collect(Collectors.toMap(Grant::id, Function.identity()));
        Map<Integer, String> sources =
                catalogue.all(some.stream().map(FileRead::projectId).collect(Collectors.toSet())).stream()
                        .collect(Collectors.toMap(Project::id, Project::name));
        return some.stream()
                .map(read -> new LedgerLine(
                        read,
                        reader(read, readers),
                        sources.getOrDefault(read.projectId(), "a project that is gone"),
                        permission(read),
                        read.grantId() != null && own.containsKey(read.grantId())
                                ? "/member/me/connections/" + read.grantId() + "/"
                                : ""))
                .toList();
    }

    private static String reader(FileRead read, Map<UUID, String> readers) {
        return switch (read.reader()) {
            case PROJECT ->
                read.clientId() == null
                        ? "An app that is gone"
                        : readers.getOrDefault(read.clientId(), "An app that is gone");
            case MEMBER -> "You";
            case PUBLIC -> "Anyone (public)";
        };
    }

    private static String permission(FileRead read) {
        return switch (read.reader()) {
            case PROJECT -> "your connection with it";
            case MEMBER -> "it is yours";
            case PUBLIC -> "you shared it publicly";
        };
    }
}
