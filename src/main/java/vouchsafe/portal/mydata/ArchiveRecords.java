package vouchsafe.portal.mydata;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.accounts.Member;
import vouchsafe.audit.AuditEntry;
import vouchsafe.audit.AuditFilter;
import vouchsafe.audit.AuditTrail;
import vouchsafe.datatypes.DataType;
import vouchsafe.datatypes.DataTypeTree;
import vouchsafe.datatypes.DataTypes;
import vouchsafe.files.DataFile;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.grants.Receipt;
import vouchsafe.grants.SourceLabel;
import vouchsafe.publication.PublicSharing;

/** The documents of an archive beside the files: JSON about one member, without data of other people. */
final class ArchiveRecords {
    static final String README = """
        Everything this server has of you.

        account.json         your account
        connections.json     the projects you share or shared with: what each may do, and every agreement and withdrawal
                             with its fingerprint
        files.json           your files: where each came from, what it is, how large, its checksums, where it lies below
        files/               the files themselves, by source; each name begins with the file's number
        reads.csv            every time one of your files was read: by whom, when, under which permission; and how many of
                             your annotations apps were handed, by the hour
        messages.json        what projects wrote to you, and what you wrote to them
        annotations.json     what you wrote on pages, for others or for yourself, and the groups you belong to
        public-sharing.json  what you share with everyone, and what you agreed to for that
        activity.json        what happened on your account

        Times are in UTC. Passwords, tokens and keys are not here: they are kept in forms that nobody can read back.
        """;

    private static final int AT_ONCE = 500;

    private final Grants grants;
    private final FileLines names;
    private final PublicSharing sharing;
    private final AuditTrail trail;
    private final DataTypes types;
    private final JsonMapper json;

    ArchiveRecords(
            Grants grants, FileLines names, PublicSharing sharing, AuditTrail trail, DataTypes types, JsonMapper json) {
        this.grants = grants;
        this.names = names;
        this.sharing = sharing;
        this.trail = trail;
        this.types = types;
        this.json = json;
    }

    Map<String, Object> account(Member member) {
        Map<String, Object> account = new LinkedHashMap<>();
        account.put("username", member.username());
        account.put("name", member.name());
        account.put("email", member.email());
        account.put("email_confirmed", member.emailVerified());
        account.put("created", member.createdAt().toString());
        return account;
    }

    List<Map<String, Object>> connections(UUID memberId) {
        List<Grant> all = grants.ofMember(memberId);
        Map<UUID, String> projects =
                names.names(all.stream().map(Grant::clientRowId).toList());
        return all.stream().map(grant -> connection(grant, projects)).toList();
    }

    private Map<String, Object> connection(Grant grant, Map<UUID, String> projects) {
        Map<String, Object> connection = new LinkedHashMap<>();
        connection.put("id", grant.id().toString());
        connection.put("project", projects.get(grant.clientRowId()));
        connection.put("project_member_id", grant.subject());
        connection.put("active", grant.active());
        connection.put("may", grant.permissions());
        connection.put("hidden", grant.hidden());
        connection.put("since", grant.createdAt().toString());
        connection.put("last_agreed", grant.authorizedAt().toString());
        connection.put("ended", text(grant.withdrawnAt()));
        connection.put(
                "ended_by",
                grant.withdrawnBy() == null ? null : grant.withdrawnBy().word());
        connection.put("deletion_requested", text(grant.erasureRequestedAt()));
        connection.put("deletion_confirmed", text(grant.erasureConfirmedAt()));
        connection.put("last_read", text(grant.lastReadAt()));
        connection.put(
                "history",
                grants.receipts(grant.id()).stream().map(this::receipt).toList());
        return connection;
    }

    private Map<String, Object> receipt(Receipt receipt) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("number", receipt.sequence());
        entry.put("at", receipt.at().toString());
        entry.put("kind", receipt.kind());
        entry.put("document", parsed(receipt.document()));
        entry.put("sha256", receipt.hash());
        return entry;
    }

    /** The present kinds of data, to be read once for all files. */
    DataTypeTree kinds() {
        return types.tree();
    }

    /** @param path its path in the archive; empty where it was deleted meanwhile */
    Map<String, Object> file(DataFile file, String path, DataTypeTree kinds) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("id", file.id());
        entry.put("source", file.source());
        entry.put("basename", file.basename());
        entry.put("path", path);
        entry.put("created", file.createdAt().toString());
        entry.put("uploaded_by_me", file.byMember());
        entry.put("metadata", parsed(file.metadata()));
        entry.put(
                "datatypes",
                file.datatypes().stream()
                        .flatMap(id -> kinds.find(id).stream())
                        .map(DataType::name)
                        .toList());
        entry.put("size", file.size());
        entry.put("sha256", file.sha256());
        entry.put("md5", file.md5());
        return entry;
    }

    Map<String, Object> publicSharing(UUID memberId) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put(
                "public_now",
                sharing.of(memberId).entrySet().stream()
                        .map(each -> Map.of(
                                "source",
                                SourceLabel.of(each.getKey()),
                                "since",
                                each.getValue().toString()))
                        .toList());
        document.put(
                "agreements",
                sharing.agreements(memberId).stream()
                        .map(agreement -> {
                            Map<String, Object> entry = new LinkedHashMap<>();
                            entry.put("agreed", agreement.agreedAt().toString());
                            entry.put("ended", text(agreement.endedAt()));
                            entry.put("document", parsed(agreement.document()));
                            return entry;
                        })
                        .toList());
        return document;
    }

    /** The member's audit events, without other people who took part, and without their addresses. */
    List<Map<String, Object>> activity(UUID memberId) {
        List<Map<String, Object>> events = new ArrayList<>();
        Optional<UUID> last = Optional.empty();
        List<AuditEntry> some;
        do {
            some = trail.list(AuditFilter.of(memberId), last, AT_ONCE);
            some.stream().map(event -> event(event, memberId)).forEach(events::add);
            last = some.isEmpty() ? last : Optional.of(some.getLast().id());
        } while (some.size() == AT_ONCE);
        return events;
    }

    private static Map<String, Object> event(AuditEntry event, UUID memberId) {
        boolean own = memberId.equals(event.actorId());
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("at", event.at().toString());
        entry.put("kind", event.kind());
        entry.put("by_me", own);
        entry.put("address", own ? event.address() : null);
        entry.put(
                "detail",
                event.detail().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, LinkedHashMap::new)));
        return entry;
    }

    private Object parsed(String document) {
        try {
            return json.readTree(document);
        } catch (JacksonException unreadable) {
            return document;
        }
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }
}
