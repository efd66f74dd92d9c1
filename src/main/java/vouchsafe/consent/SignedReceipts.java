package vouchsafe.consent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.grants.Receipt;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;

/**
 * Receipts of consents given and withdrawn, signed so that each side can show them to third parties. Both sides get the
 * same statement: it names the member by the number the project knows, and by nothing else.
 */
public final class SignedReceipts {
    /** The {@code typ} of a signed receipt. */
    public static final String TYPE = "vouchsafe-receipt+jws";

    /** Path of the public keys. */
    public static final String KEYS = "/.well-known/receipt-keys.json";

    /** The events that concern both sides; showing a connection on public pages is the member's own affair. */
    private static final Set<String> OF_BOTH_SIDES = Set.of("authorized", "withdrawn", "erasure_confirmed");

    private final Grants grants;
    private final Projects projects;
    private final Clients clients;
    private final JsonMapper json;
    private final ReceiptSigner signer;

    SignedReceipts(Grants grants, Projects projects, Clients clients, JsonMapper json, ReceiptSigner signer) {
        this.grants = grants;
        this.projects = projects;
        this.clients = clients;
        this.json = json;
        this.signer = signer;
    }

    /** Every receipt of a grant that concerns both sides, oldest first, signed now. */
    public List<SignedReceipt> of(Grant grant) {
        return grants.receipts(grant.id()).stream()
                .filter(receipt -> OF_BOTH_SIDES.contains(receipt.kind()))
                .map(receipt -> sign(grant, receipt))
                .toList();
    }

    /** One receipt of a grant that concerns both sides, signed now. */
    public Optional<SignedReceipt> find(Grant grant, int sequence) {
        return grants.receipts(grant.id()).stream()
                .filter(receipt -> OF_BOTH_SIDES.contains(receipt.kind()))
                .filter(receipt -> receipt.sequence() == sequence)
                .map(receipt -> sign(grant, receipt))
                .findFirst();
    }

    /** The address of the public keys. */
    public String keysUrl() {
        return signer.keysUrl();
    }

    private SignedReceipt sign(Grant grant, Receipt receipt) {
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("kind", receipt.kind());
        statement.put("at", receipt.at().toString());
        statement.put("project", asker(grant));
        statement.put("project_member_id", grant.subject());
        statement.put("sequence", receipt.sequence());
        statement.put("document", json.readTree(receipt.document()));
        statement.put("hash", receipt.hash());
        return signer.sign(receipt, statement);
    }

    private Map<String, Object> asker(Grant grant) {
        Optional<Project> project = projects.byClient(grant.clientRowId());
        return project.<Map<String, Object>>map(
                        each -> Map.of("id", each.id(), "id_label", each.sourceLabel(), "name", each.name()))
                .orElseGet(() -> Map.of(
                        "name",
                        clients.find(grant.clientRowId()).map(Client::name).orElse("an app that is gone")));
    }
}
