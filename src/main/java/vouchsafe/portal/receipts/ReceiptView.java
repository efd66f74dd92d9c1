package vouchsafe.portal.receipts;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.consent.SignedReceipt;
import vouchsafe.grants.Permissions;
import vouchsafe.grants.Receipt;
import vouchsafe.projects.Requested;

/**
 * A signed receipt in words.
 *
 * @param shown the project's description and request, where it is about a consent
 * @param agreed the permissions agreed to, where it is about a consent
 * @param json the statement, for reading
 * @param path path of the same receipt as JSON
 */
public record ReceiptView(
        SignedReceipt signed,
        String title,
        String sentence,
        Optional<Requested> shown,
        Optional<Permissions> agreed,
        String json,
        String path) {

    static ReceiptView of(SignedReceipt signed, String path, JsonMapper json) {
        JsonNode document = json.readTree(signed.receipt().document());
        return new ReceiptView(
                signed,
                title(signed.receipt()),
                sentence(signed.receipt(), document),
                part(document, "shown", Requested.class, json),
                part(document, "agreed", Permissions.class, json),
                json.writerWithDefaultPrettyPrinter().writeValueAsString(signed.statement()),
                path);
    }

    private static <T> Optional<T> part(JsonNode document, String name, Class<T> type, JsonMapper json) {
        return document.has(name) ? Optional.of(json.treeToValue(document.get(name), type)) : Optional.empty();
    }

    private static String title(Receipt receipt) {
        return switch (receipt.kind()) {
            case "authorized" -> "Consent given";
            case "withdrawn" -> "Consent withdrawn";
            default -> "Deletion confirmed";
        };
    }

    private static String sentence(Receipt receipt, JsonNode document) {
        return switch (receipt.kind()) {
            case "authorized" -> "The member agreed that the project may do what stands below.";
            case "withdrawn" -> ended(document);
            default -> "The project confirmed that it deleted the data it had of the member.";
        };
    }

    private static String ended(JsonNode document) {
        String who = switch (document.path("by").asString("")) {
            case "coordinator" -> "The project removed the member.";
            case "administrator" -> "An administrator of this server ended the connection.";
            default -> "The member withdrew.";
        };
        String asked = document.path("erasure_requested").asBoolean(false)
                ? " The project was asked to delete the data it has of the member."
                : " The project was not asked to delete what it has.";
        String here = document.path("files_erased_here").asBoolean(false)
                ? " The member's files of the project were erased on this server."
                : "";
        return who + " From then on the project could read nothing of the member here." + asked + here;
    }
}
