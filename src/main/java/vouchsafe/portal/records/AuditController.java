package vouchsafe.portal.records;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.audit.AuditFilter;
import vouchsafe.audit.AuditSeals;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;
import vouchsafe.db.Slice;
import vouchsafe.web.Times;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.Reply;

/** The audit log for administrators, and each member's own part of it. The security chain guards the former. */
@Controller
final class AuditController {
    private final StaticTemplates templates = new StaticTemplates();
    private final EventLines events;
    private final Members members;
    private final Clients clients;
    private final AuditSeals seals;

    AuditController(EventLines events, Members members, Clients clients, AuditSeals seals) {
        this.events = events;
        this.members = members;
        this.clients = clients;
        this.seals = seals;
    }

    @GetMapping("/admin/audit/")
    Reply audit(
            Page page,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String member,
            @RequestParam(defaultValue = "") String client,
            @RequestParam(defaultValue = "") String until,
            @RequestParam @Nullable UUID before) {
        Optional<UUID> memberId = members.byUsername(member.strip()).map(Member::id);
        Optional<UUID> clientRowId = clients.byClientId(client.strip()).map(Client::id);
        Optional<Instant> end = endOf(until.strip());
        AuditSearch search = new AuditSearch(
                kind,
                member.strip(),
                memberId.isEmpty() && !member.isBlank() ? "No member has this username." : "",
                client.strip(),
                clientRowId.isEmpty() && !client.isBlank() ? "No client has this id." : "",
                until.strip(),
                end.isEmpty() && !until.isBlank() ? "Write the day as 2026-11-21." : "");
        if (!search.valid()) {
            return Reply.mend(templates.adminAudit(page, search, List.of(), ""));
        }
        Slice<EventLine> lines = events.forAdministrators(
                new AuditFilter(
                        kind.isBlank() ? null : kind,
                        memberId.orElse(null),
                        clientRowId.orElse(null),
                        end.orElse(null)),
                Optional.ofNullable(before));
        return Reply.page(templates.adminAudit(page, search, lines.rows(), lines.next(last -> search.link(last.id()))));
    }

    @PostMapping("/admin/audit/check/")
    Reply check() {
        String said = switch (seals.check()) {
            case AuditSeals.Finding.Intact(long count, long sealed, long closed) ->
                closed == 0
                        ? "The log is intact: " + count + " seals over " + sealed + " events hold."
                        : "Of " + count + " seals over " + sealed + " events, " + closed
                                + " cannot be checked, since their key was given up as lost. The others hold.";
            case AuditSeals.Finding.Broken(long seal, Instant after, Instant until) ->
                "The log was tampered with: seal " + seal
                        + " does not hold. Look at what happened between " + Times.dateAndTime(after)
                        + " and " + Times.dateAndTime(until) + ".";
        };
        return Reply.seeOther("/admin/audit/").saying(said);
    }

    @GetMapping("/account/activity/")
    JteModel activity(Page page, @AuthenticationPrincipal SignedInMember member, @RequestParam @Nullable UUID before) {
        Slice<EventLine> lines = events.forMember(member.id(), Optional.ofNullable(before));
        return templates.accountActivity(
                page, lines.rows(), lines.next(last -> "/account/activity/?before=" + last.id()));
    }

    /** The end of a day (UTC). */
    private static Optional<Instant> endOf(String day) {
        try {
            return day.isEmpty()
                    ? Optional.empty()
                    : Optional.of(LocalDate.parse(day)
                            .plusDays(1)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant());
        } catch (DateTimeException notADay) {
            return Optional.empty();
        }
    }
}
