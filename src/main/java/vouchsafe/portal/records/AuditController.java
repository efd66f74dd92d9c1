package vouchsafe.portal.records;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.audit.Actor;
import vouchsafe.audit.AuditExport;
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
    private static final String NO_DAY = "Write the day as 2026-11-21.";

    private final StaticTemplates templates = new StaticTemplates();
    private final EventLines events;
    private final Members members;
    private final Clients clients;
    private final AuditSeals seals;
    private final AuditExport export;

    AuditController(EventLines events, Members members, Clients clients, AuditSeals seals, AuditExport export) {
        this.events = events;
        this.members = members;
        this.clients = clients;
        this.seals = seals;
        this.export = export;
    }

    /** What was asked for, as the form has it and as the log understands it. */
    private record Asked(AuditSearch search, AuditFilter filter) {}

    @GetMapping("/admin/audit/")
    Reply audit(
            Page page,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String member,
            @RequestParam(defaultValue = "") String client,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String until,
            @RequestParam @Nullable UUID before) {
        Asked asked = asked(kind, member.strip(), client.strip(), from.strip(), until.strip());
        AuditSearch search = asked.search();
        if (!search.valid()) {
            return Reply.mend(templates.adminAudit(page, search, List.of(), ""));
        }
        Slice<EventLine> lines = events.forAdministrators(asked.filter(), Optional.ofNullable(before));
        return Reply.page(templates.adminAudit(page, search, lines.rows(), lines.next(last -> search.link(last.id()))));
    }

    private Asked asked(String kind, String member, String client, String from, String until) {
        Optional<UUID> memberId = members.byUsername(member).map(Member::id);
        Optional<UUID> clientRowId = clients.byClientId(client).map(Client::id);
        Optional<Instant> begin = day(from, 0);
        Optional<Instant> end = day(until, 1);
        AuditSearch search = new AuditSearch(
                kind,
                member,
                memberId.isEmpty() && !member.isEmpty() ? "No member has this username." : "",
                client,
                clientRowId.isEmpty() && !client.isEmpty() ? "No client has this id." : "",
                from,
                begin.isEmpty() && !from.isEmpty() ? NO_DAY : "",
                until,
                end.isEmpty() && !until.isEmpty() ? NO_DAY : "");
        return new Asked(
                search,
                new AuditFilter(
                        kind.isBlank() ? null : kind,
                        memberId.orElse(null),
                        clientRowId.orElse(null),
                        begin.orElse(null),
                        end.orElse(null)));
    }

    /** The events of a search as a file: {@code format} is {@code csv} or {@code json}. */
    @GetMapping("/admin/audit/export/")
    void export(
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String member,
            @RequestParam(defaultValue = "") String client,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "json") String format,
            @AuthenticationPrincipal SignedInMember administrator,
            HttpServletResponse response)
            throws IOException {
        Asked asked = asked(kind, member.strip(), client.strip(), from.strip(), until.strip());
        boolean csv = format.equals("csv");
        if (!asked.search().valid() || !csv && !format.equals("json")) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        response.setContentType(csv ? "text/csv; charset=utf-8" : "application/jsonl; charset=utf-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"audit." + (csv ? "csv" : "jsonl") + "\"");
        try (Writer out = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8)) {
            export.write(
                    asked.filter(),
                    csv ? AuditExport.Format.CSV : AuditExport.Format.JSON,
                    Actor.member(administrator.id()),
                    out);
        }
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

    /** The beginning of the day (UTC) that is so many days later. */
    private static Optional<Instant> day(String day, int later) {
        try {
            return day.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")
                    ? Optional.of(LocalDate.parse(day)
                                    .plusDays(later)
                                    .atStartOfDay(ZoneOffset.UTC)
                                    .toInstant())
                            .filter(at -> !at.isBefore(Instant.EPOCH))
                    : Optional.empty();
        } catch (DateTimeException notADay) {
            return Optional.empty();
        }
    }
}
