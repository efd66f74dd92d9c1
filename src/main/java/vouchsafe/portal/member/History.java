package vouchsafe.portal.member;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.grants.Permissions;
import vouchsafe.grants.Receipt;
import vouchsafe.projects.Requested;

/**
 * The receipts of one connection, read back.
 *
 * @param entries newest first
 * @param intact whether the receipts are unchanged since they were written
 */
public record History(List<HistoryEntry> entries, boolean intact) {

    static History of(Grant grant, Grants grants, JsonMapper json) {
        List<HistoryEntry> entries = grants.receipts(grant.id()).reversed().stream()
                .map(receipt -> entry(receipt, json))
                .toList();
        return new History(entries, grants.historyIntact(grant.id()));
    }

    private static HistoryEntry entry(Receipt receipt, JsonMapper json) {
        JsonNode document = json.readTree(receipt.document());
        return new HistoryEntry(
                receipt.sequence(),
                receipt.at(),
                sentence(receipt, document),
                part(document, "shown", Requested.class, json),
                part(document, "agreed", Permissions.class, json),
                receipt.hash());
    }

    private static <T> Optional<T> part(JsonNode document, String name, Class<T> type, JsonMapper json) {
        return document.has(name) ? Optional.of(json.treeToValue(document.get(name), type)) : Optional.empty();
    }

    private static String sentence(Receipt receipt, JsonNode document) {
        return switch (receipt.kind()) {
            case "authorized" -> receipt.sequence() == 1 ? "You agreed for the first time." : "You agreed again.";
            case "withdrawn" -> ended(document);
            case "erasure_confirmed" -> "The project confirmed that it deleted your data.";
            case "hidden" -> "You hid the connection.";
            case "shown" -> "You made the connection visible.";
            default -> receipt.kind();
        };
    }

    private static String ended(JsonNode document) {
        String who = switch (document.path("by").asString("")) {
            case "coordinator" -> "The people who run the project ended the connection.";
            case "administrator" -> "An administrator of this server ended the connection.";
            default -> "You withdrew.";
        };
        String here = document.path("files_erased_here").asBoolean(false)
                ? " Your files of the project were erased here."
                : "";
        return document.path("erasure_requested").asBoolean(false)
                ? who + here + " The project was asked to delete your data."
                : who + here;
    }
}
