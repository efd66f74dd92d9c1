package vouchsafe.files;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.db.BatchedReads;
import vouchsafe.db.ChangeFeed;
import vouchsafe.db.Memory;
import vouchsafe.db.RowCache;

/**
 * The first files of each source of a member, and how many there are, in memory: apps ask for these lists all the time. The
 * table announces to every node whose files changed. Inside a transaction the database is asked.
 */
final class KeptFiles {
    private static final String ROW_CHANGES = "files";
    private static final Duration KEPT = Duration.ofMinutes(10);
    /** One file for this much of the heap: about one in twenty of it, all together. */
    private static final long HEAP_PER_FILE = 16 * 1024;

    private final JdbcClient sql;
    private final RowCache<OfMember> members;

    /** @param first the first {@link DataFiles#PAGE} */
    private record OfSource(String source, long count, List<DataFile> first) {}

    /** @param sources those that have any, in text order */
    private record OfMember(UUID memberId, List<OfSource> sources) {
        int weight() {
            return 1 + sources.stream().mapToInt(each -> each.first().size()).sum();
        }
    }

    KeptFiles(JdbcClient sql, ChangeFeed changes) {
        this.sql = sql;
        int most = (int) Math.min(1_000_000, Runtime.getRuntime().maxMemory() / HEAP_PER_FILE);
        this.members = new RowCache<>(
                ROW_CHANGES,
                new Memory<>(most, KEPT, OfMember::weight),
                changes,
                new BatchedReads<>(this::read, OfMember::memberId));
    }

    /** Also those who have none. Counts by the index alone. */
    private List<OfMember> read(List<UUID> memberIds) {
        Map<UUID, List<OfSource>> members = new HashMap<>();
        memberIds.forEach(id -> members.put(id, new ArrayList<>()));
        sql.sql("""
            SELECT s.files, f.* FROM unnest((SELECT :ids)::uuid[]) AS m (id)
            CROSS JOIN LATERAL (
                SELECT source, count(*) AS files FROM data_files WHERE member_id = m.id GROUP BY source) s
            CROSS JOIN LATERAL (
                SELECT * FROM data_files WHERE member_id = m.id AND source = s.source ORDER BY id LIMIT :most) f
            ORDER BY f.source, f.id
            """)
                .param("ids", memberIds.toArray(UUID[]::new))
                .param("most", DataFiles.PAGE)
                .query((row, number) -> {
                    DataFile file = DataFileTable.file(row, number);
                    List<OfSource> sources = members.computeIfAbsent(file.memberId(), id -> new ArrayList<>());
                    if (sources.isEmpty() || !sources.getLast().source().equals(file.source())) {
                        sources.add(new OfSource(file.source(), row.getLong("files"), new ArrayList<>()));
                    }
                    return sources.getLast().first().add(file);
                })
                .list();
        return members.entrySet().stream()
                .map(each -> new OfMember(each.getKey(), each.getValue()))
                .toList();
    }

    /** The first {@link DataFiles#PAGE} files of a scope, and the number of all. */
    FirstFiles first(FileScope scope) {
        return first(members.get(scope.memberId()).orElseThrow(), scope, DataFiles.PAGE);
    }

    /** The same for each of these scopes, in its place; what has to be read is one statement. */
    List<FirstFiles> first(List<FileScope> scopes, int most) {
        Map<UUID, OfMember> known =
                members.all(scopes.stream().map(FileScope::memberId).collect(Collectors.toSet()));
        return scopes.stream()
                .map(scope -> first(Objects.requireNonNull(known.get(scope.memberId())), scope, most))
                .toList();
    }

    private static FirstFiles first(OfMember of, FileScope scope, int most) {
        List<DataFile> shown = new ArrayList<>();
        long count = 0;
        for (OfSource each : of.sources()) {
            if (scope.allSources() || scope.sources().contains(each.source())) {
                count += each.count();
                List<DataFile> first = each.first();
                shown.addAll(first.subList(0, Math.min(first.size(), most - shown.size())));
            }
        }
        return new FirstFiles(count, shown);
    }

    /** To be called after a statement that makes or deletes files of this member, inside its transaction. */
    void changed(UUID memberId) {
        members.forgetAtCommit(memberId);
    }
}
