package vouchsafe.portal.mydata;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;
import vouchsafe.datatypes.DataType;
import vouchsafe.datatypes.DataTypeTree;
import vouchsafe.datatypes.DataTypes;
import vouchsafe.files.DataFile;
import vouchsafe.files.ReadLedger;
import vouchsafe.files.ReadSummary;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;

/** Describes files for their owner. The data for it is read once for all files of a page. */
final class FileLines {
    private final ReadLedger ledger;
    private final Projects projects;
    private final Clients clients;
    private final DataTypes types;
    private final JsonMapper json;

    FileLines(ReadLedger ledger, Projects projects, Clients clients, DataTypes types, JsonMapper json) {
        this.ledger = ledger;
        this.projects = projects;
        this.clients = clients;
        this.types = types;
        this.json = json;
    }

    /** The data about a member's files beside the files themselves. */
    final class Known {
        private final List<ReadSummary> reads;
        private final Map<UUID, String> names;
        private final DataTypeTree tree = types.tree();

        private Known(UUID memberId) {
            this.reads = ledger.summary(memberId);
            this.names = FileLines.this.names(
                    reads.stream().map(ReadSummary::clientRowId).collect(Collectors.toSet()));
        }

        FileLine line(DataFile file) {
            return new FileLine(
                    file,
                    description(file),
                    file.datatypes().stream()
                            .flatMap(id -> tree.find(id).stream())
                            .map(DataType::name)
                            .toList(),
                    readers(reads.stream()
                            .filter(read -> read.fileId() == file.id())
                            .toList()));
        }

        /** The readers of files that came through this project. */
        List<FileReader> readersOf(Project source) {
            return readers(reads.stream()
                    .filter(read -> read.projectId() == source.id())
                    .toList());
        }

        private List<FileReader> readers(List<ReadSummary> some) {
            Map<UUID, FileReader> readers = some.stream()
                    .collect(Collectors.toMap(
                            ReadSummary::clientRowId,
                            read -> new FileReader(
                                    names.getOrDefault(read.clientRowId(), "An app that is gone"),
                                    read.reads(),
                                    read.lastAt()),
                            (one, other) -> new FileReader(
                                    one.name(),
                                    one.reads() + other.reads(),
                                    one.lastAt().isAfter(other.lastAt()) ? one.lastAt() : other.lastAt())));
            return readers.values().stream()
                    .sorted((one, other) -> other.lastAt().compareTo(one.lastAt()))
                    .toList();
        }
    }

    Known of(UUID memberId) {
        return new Known(memberId);
    }

    /** The names of these clients (row ids) for the member. */
    Map<UUID, String> names(Collection<UUID> clientIds) {
        if (clientIds.isEmpty()) {
            return Map.of();
        }
        Map<UUID, String> names =
                projects.byClients(clientIds).stream().collect(Collectors.toMap(Project::clientRowId, Project::name));
        return clientIds.stream()
                .distinct()
                .collect(Collectors.toMap(
                        Function.identity(),
                        id -> names.containsKey(id)
                                ? names.get(id)
                                : clients.find(id).map(Client::name).orElse("An app that is gone")));
    }

    /** The uploader's description of the file; metadata is any JSON object that the uploader sent. */
    private String description(DataFile file) {
        try {
            return json.readTree(file.metadata()).path("description").asString("");
        } catch (JacksonException unreadable) {
            return "";
        }
    }
}
