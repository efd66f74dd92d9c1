package vouchsafe.portal.inbox;

import gg.jte.generated.precompiled.StaticTemplates;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.correspondence.MemberMessages;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.web.pages.LocalPath;
import vouchsafe.web.pages.NoSuchPage;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.Reply;

/** Mutes a project's mail for a member, or unmutes it. */
@Controller
final class MuteController {
    /**
     * The address in the head of every mail that carries a message. Mail programs post to it, without cookies (RFC 8058).
     */
    private static final String UNSUBSCRIBE = "/messages/unsubscribe/";

    private final StaticTemplates templates = new StaticTemplates();
    private final MemberMessages memberMessages;
    private final Projects projects;
    private final Grants grants;

    MuteController(MemberMessages memberMessages, Projects projects, Grants grants) {
        this.memberMessages = memberMessages;
        this.projects = projects;
        this.grants = grants;
    }

    /** Mutes or unmutes; {@code muted} is {@code True} or {@code False}. */
    @PostMapping("/member/me/connections/{id:[0-9a-f-]{36}}/mail/")
    Reply mute(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String muted,
            @RequestParam(defaultValue = "") String next,
            @AuthenticationPrincipal SignedInMember member) {
        Grant grant = grants.find(id)
                .filter(each -> each.memberId().equals(member.id()))
                .orElseThrow(NoSuchPage::new);
        boolean mute = muted.equals("True");
        Reply.SentOn back = Reply.seeOther(LocalPath.orElse(next, "/member/me/connections/" + id + "/"));
        if (!mute && !muted.equals("False")) {
            return back.nothingDone();
        }
        memberMessages.mute(grant, mute);
        return back.saying(
                mute
                        ? "You get no more mail from this project. What it writes waits for you here."
                        : "This project's messages come by mail again.");
    }

    /**
     * A page with a button, for people whose mail program opens the address instead of posting: programs open links too, so
     * opening changes nothing.
     */
    @GetMapping(UNSUBSCRIBE)
    Reply ask(Page page, @RequestParam(defaultValue = "") String link) {
        return memberMessages
                .behind(link)
                .map(grant -> Reply.page(
                        templates.inboxUnsubscribe(page, link, from(grant), memberMessages.muted(grant), grant)))
                .orElseGet(() -> useless(page));
    }

    @PostMapping(UNSUBSCRIBE)
    Reply unsubscribe(Page page, @RequestParam(defaultValue = "") String link) {
        Optional<Grant> grant = memberMessages.behind(link);
        grant.ifPresent(each -> memberMessages.mute(each, true));
        return grant.map(each -> Reply.page(templates.inboxUnsubscribe(page, link, from(each), true, each)))
                .orElseGet(() -> useless(page));
    }

    private Reply useless(Page page) {
        return Reply.page(410, templates.accountLinkUseless(page, "/member/me/connections/"));
    }

    private String from(Grant grant) {
        return projects.byClient(grant.clientRowId()).map(Project::name).orElse("an app");
    }
}
