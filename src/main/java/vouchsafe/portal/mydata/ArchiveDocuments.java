package vouchsafe.portal.mydata;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.accounts.Member;

/** The JSON documents of an archive, by their names in it. Each is made when its turn comes, so that one is in memory. */
final class ArchiveDocuments {
    private final Map<String, Function<Member, Object>> documents = new LinkedHashMap<>();
    private final JsonMapper json;

    ArchiveDocuments(
            ArchiveRecords records, ArchiveMessages messages, ArchiveAnnotations annotations, JsonMapper json) {
        documents.put("account.json", records::account);
        documents.put("connections.json", member -> records.connections(member.id()));
        documents.put("public-sharing.json", member -> records.publicSharing(member.id()));
        documents.put("messages.json", member -> messages.of(member.id()));
        documents.put("annotations.json", member -> annotations.of(member.id()));
        documents.put("activity.json", member -> records.activity(member.id()));
        this.json = json.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();
    }

    /** The names of all, in the order of the archive. */
    Set<String> names() {
        return documents.keySet();
    }

    String of(String name, Member member) {
        return text(Objects.requireNonNull(documents.get(name)).apply(member));
    }

    /** A document of the archive's own. */
    String text(Object document) {
        return json.writeValueAsString(document);
    }
}
