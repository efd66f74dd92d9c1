package vouchsafe.portal.records;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import vouchsafe.accounts.Members;
import vouchsafe.audit.AuditEntry;
import vouchsafe.audit.AuditFilter;
import vouchsafe.audit.AuditTrail;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;
import vouchsafe.db.Slice;

/** Reads a page of events and words them; the names in it cost one statement, for any number of them. */
final class EventLines {
    static final int PER_PAGE = 50;

    private final AuditTrail trail;
    private final Members members;
    private final Clients clients;

    EventLines(AuditTrail trail, Members members, Clients clients) {
        this.trail = trail;
        this.members = members;
        this.clients = clients;
    }

    /** Events for administrators: everyone by name. */
    Slice<EventLine> forAdministrators(AuditFilter filter, Optional<UUID> olderThan) {
        return lines(filter, olderThan, Optional.empty());
    }

    /** Events for the member they concern: "You", and "an administrator" for any other person who took part. */
    Slice<EventLine> forMember(UUID self, Optional<UUID> olderThan) {
        return lines(AuditFilter.of(self), olderThan, Optional.of(self));
    }

    private Slice<EventLine> lines(AuditFilter filter, Optional<UUID> olderThan, Optional<UUID> self) {
        return Slice.of(PER_PAGE, most -> trail.list(filter, olderThan, most))
                .prepared(entries -> worded(entries, self));
    }

    private List<EventLine> worded(List<AuditEntry> entries, Optional<UUID> self) {
        Sentences.Names names = names(entries, self);
        return entries.stream()
                .map(entry -> new EventLine(
                        entry.id(),
                        entry.at(),
                        Sentences.about(entry, names),
                        entry.kind(),
                        facts(entry),
                        origin(entry, self)))
                .toList();
    }

    private Sentences.Names names(List<AuditEntry> entries, Optional<UUID> self) {
        Set<UUID> ids = new HashSet<>();
        for (AuditEntry entry : entries) {
            if (entry.actorId() != null) {
                ids.add(entry.actorId());
            }
            if (entry.subjectId() != null) {
                ids.add(entry.subjectId());
            }
        }
        Map<UUID, String> usernames = self.isPresent() ? Map.of() : members.usernames(ids);
        return new Sentences.Names() {
            @Override
            public String member(UUID id) {
                if (self.isPresent()) {
                    return self.get().equals(id) ? "you" : "another member";
                }
                return usernames.getOrDefault(id, "a deleted member");
            }

            @Override
            public String client(UUID id) {
                return clients.find(id)
                        .map(Client::name)
                        .map(name -> "“" + name + "”")
                        .orElse("a deleted app");
            }
        };
    }

    private static String facts(AuditEntry entry) {
        return entry.detail().entrySet().stream()
                .filter(fact -> !fact.getKey().equals("project"))
                .map(fact -> fact.getKey().replace('_', ' ') + ": " + fact.getValue())
                .sorted()
                .collect(Collectors.joining("; "));
    }

    private static String origin(AuditEntry entry, Optional<UUID> self) {
        // Another person's network address is not for this member.
        boolean hidden =
                self.isPresent() && entry.actorId() != null && !self.get().equals(entry.actorId());
        String address = entry.address() == null || hidden ? "" : entry.address();
        String request = entry.requestId() == null ? "" : "request " + entry.requestId();
        return address.isEmpty() || request.isEmpty() ? address + request : address + ", " + request;
    }
}
