package vouchsafe.portal.records;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.db.Slice;
import vouchsafe.mail.MailAdministration;
import vouchsafe.mail.MailSettings;
import vouchsafe.mail.OpenedMail;
import vouchsafe.mail.Outbox;
import vouchsafe.mail.QueuedMail;
import vouchsafe.web.pages.NoSuchPage;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.Reply;

/** The outbox for administrators; the security chain admits them only. Reading a mail's text is itself recorded. */
@Controller
final class MailController {
    private static final int PER_PAGE = 50;

    private final StaticTemplates templates = new StaticTemplates();
    private final Outbox outbox;
    private final MailAdministration administration;
    private final MailSettings settings;
    private final Members members;
    private final InstantSource clock;

    MailController(
            Outbox outbox,
            MailAdministration administration,
            MailSettings settings,
            Members members,
            InstantSource clock) {
        this.outbox = outbox;
        this.administration = administration;
        this.settings = settings;
        this.members = members;
        this.clock = clock;
    }

    @GetMapping("/admin/mail/")
    JteModel list(Page page, @RequestParam @Nullable UUID before) {
        Slice<QueuedMail> mails = Slice.of(PER_PAGE, most -> outbox.list(Optional.ofNullable(before), most));
        String next = mails.next(last -> "/admin/mail/?before=" + last.id());
        return templates.adminMail(page, mails.rows(), settings.relay().isPresent(), next, clock.instant());
    }

    @GetMapping("/admin/mail/{id}/")
    JteModel detail(Page page, @AuthenticationPrincipal SignedInMember self, @PathVariable UUID id) {
        OpenedMail opened = administration.open(id, self.id()).orElseThrow(NoSuchPage::new);
        return templates.adminMailDetail(page, opened.mail(), opened.body(), clock.instant());
    }

    @PostMapping("/admin/mail/{id}/again/")
    Reply again(@AuthenticationPrincipal SignedInMember self, @PathVariable UUID id) {
        boolean again = administration.sendAgain(id, self.id());
        return Reply.seeOther("/admin/mail/" + id + "/")
                .doneIf(again)
                .saying(again ? "The mail is tried again now." : "This mail was delivered already.");
    }

    @PostMapping("/admin/mail/test/")
    Reply test(@AuthenticationPrincipal SignedInMember self) {
        Member member = members.find(self.id()).orElseThrow();
        UUID id = administration.queueTest(member.email());
        return Reply.seeOther("/admin/mail/" + id + "/")
                .saying("A test mail to you is on its way. This page says how it goes.");
    }
}
