package vouchsafe.portal.mydata;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.db.Slice;
import vouchsafe.files.ReadFilter;
import vouchsafe.web.pages.Page;

/** Every read of a member's files and annotations: its reader, its object, its time and its permission. */
@Controller
final class LedgerController {
    private static final String PATH = "/member/me/ledger/";
    private static final int PER_PAGE = 50;

    private final StaticTemplates templates = new StaticTemplates();
    private final Ledger ledger;
    private final LedgerExport export;
    private final LedgerReaders readers;

    LedgerController(Ledger ledger, LedgerExport export, LedgerReaders readers) {
        this.ledger = ledger;
        this.export = export;
        this.readers = readers;
    }

    /**
     * A page of the ledger.
     *
     * @param by the reader, see {@link LedgerReaders}
     * @param source number of the project that the file came through; 0 for any
     */
    @GetMapping(PATH)
    JteModel list(
            Page page,
            @RequestParam(defaultValue = LedgerReaders.EVERYONE) String by,
            @RequestParam(defaultValue = "0") int source,
            @RequestParam(required = false) @Nullable UUID before,
            @AuthenticationPrincipal SignedInMember member) {
        ReadFilter filter = new ReadFilter(readers.client(member.id(), by), source == 0 ? null : source);
        Slice<LedgerLine> lines =
                Slice.of(PER_PAGE, most -> ledger.of(member.id(), filter, Optional.ofNullable(before), most));
        String next = lines.next(last -> PATH + "?by=" + by + "&source=" + source + "&before=" + last.id());
        return templates.mydataLedger(page, lines.rows(), readers.choices(member.id()), by, source, next);
    }

    /** The whole ledger as a file: {@code format} is {@code csv} or {@code json}. */
    @GetMapping(PATH + "export/")
    void export(
            @RequestParam(defaultValue = "csv") String format,
            @AuthenticationPrincipal SignedInMember member,
            HttpServletResponse response)
            throws IOException {
        boolean csv = format.equals("csv");
        if (!csv && !format.equals("json")) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        response.setContentType(csv ? "text/csv; charset=utf-8" : "application/json");
        response.setHeader("Content-Disposition", "attachment; filename=\"ledger." + (csv ? "csv" : "json") + "\"");
        try (Writer out = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8)) {
            if (csv) {
                export.csv(member.id(), out);
            } else {
                export.json(member.id(), out);
            }
        }
    }
}
