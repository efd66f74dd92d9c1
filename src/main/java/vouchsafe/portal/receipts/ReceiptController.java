package vouchsafe.portal.receipts;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.consent.SignedReceipt;
import vouchsafe.consent.SignedReceipts;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.web.pages.Crumb;
import vouchsafe.web.pages.NoSuchPage;
import vouchsafe.web.pages.Page;

/** The receipts of one connection: for its member, and for the project, which knows the member by a number. */
@Controller
final class ReceiptController {
    private static final String OF_MEMBER = "/member/me/connections/{id:[0-9a-f-]{36}}/receipts/";
    private static final String OF_PROJECT = "/direct-sharing/projects/receipts/{slug}/{number:[0-9]{8}}/";

    private final StaticTemplates templates = new StaticTemplates();
    private final SignedReceipts receipts;
    private final Grants grants;
    private final Projects projects;
    private final JsonMapper json;

    ReceiptController(SignedReceipts receipts, Grants grants, Projects projects, JsonMapper json) {
        this.receipts = receipts;
        this.grants = grants;
        this.projects = projects;
        this.json = json;
    }

    @GetMapping(OF_MEMBER)
    JteModel ofMember(Page page, @PathVariable UUID id, @AuthenticationPrincipal SignedInMember member) {
        Grant grant = own(id, member);
        return page(page, grant, new Crumb("Connection", "/member/me/connections/" + id + "/"));
    }

    @GetMapping(OF_MEMBER + "{sequence:[0-9]{1,6}}.json")
    ResponseEntity<byte[]> ofMember(
            @PathVariable UUID id, @PathVariable int sequence, @AuthenticationPrincipal SignedInMember member) {
        return document(own(id, member), sequence);
    }

    @GetMapping(OF_PROJECT)
    JteModel ofProject(
            Page page,
            @PathVariable String slug,
            @PathVariable String number,
            @AuthenticationPrincipal SignedInMember member) {
        return page(
                page,
                known(slug, number, member),
                new Crumb("Withdrawals", "/direct-sharing/projects/withdrawn-members/" + slug + "/"));
    }

    @GetMapping(OF_PROJECT + "{sequence:[0-9]{1,6}}.json")
    ResponseEntity<byte[]> ofProject(
            @PathVariable String slug,
            @PathVariable String number,
            @PathVariable int sequence,
            @AuthenticationPrincipal SignedInMember member) {
        return document(known(slug, number, member), sequence);
    }

    private JteModel page(Page page, Grant grant, Crumb back) {
        List<ReceiptView> all = receipts.of(grant).reversed().stream()
                .map(each -> ReceiptView.of(each, page.path() + each.receipt().sequence() + ".json", json))
                .toList();
        String asker = projects.byClient(grant.clientRowId()).map(Project::name).orElse("an app");
        return templates.receiptsList(page, all, asker, grant.subject(), receipts.keysUrl(), back);
    }

    private ResponseEntity<byte[]> document(Grant grant, int sequence) {
        SignedReceipt receipt = receipts.find(grant, sequence).orElseThrow(NoSuchPage::new);
        String name = "receipt-" + grant.subject() + "-" + sequence + ".json";
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                .body(json.writerWithDefaultPrettyPrinter().writeValueAsBytes(receipt.document()));
    }

    private Grant own(UUID id, SignedInMember member) {
        return grants.find(id)
                .filter(grant -> grant.memberId().equals(member.id()))
                .orElseThrow(NoSuchPage::new);
    }

    private Grant known(String slug, String number, SignedInMember member) {
        return projects.bySlug(slug)
                .filter(project -> project.coordinatorId().equals(member.id()) || member.administrator())
                .flatMap(project -> grants.findBySubject(project.clientRowId(), number))
                .orElseThrow(NoSuchPage::new);
    }
}
