package vouchsafe.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.crypto.PublicKeys;

/** What leaves the audit log can be checked without it. */
class AuditExportTest {
    private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");

    private final OwnAuditLog own = new OwnAuditLog();

    @AfterEach
    void drop_tables() {
        own.close();
    }

    /** One event a minute. */
    private void record(int count) {
        own.record(BEGIN, Duration.ofMinutes(1), count, "signin.completed", "ü \"\n\u2028 line ");
    }

    private String exported(int count) {
        record(count);
        own.seals.seal(Instant.now());
        return own.export(AuditFilter.between(null, BEGIN.plus(Duration.ofDays(30))), AuditExport.Format.JSON);
    }

    private static List<String> lines(String file) {
        return new ArrayList<>(Arrays.asList(file.split("\n")));
    }

    private static String file(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }

    private static void wrong(List<String> lines, long line) {
        assertThat(OwnAuditLog.verify(file(lines)))
                .isInstanceOfSatisfying(
                        AuditVerification.Result.Wrong.class,
                        wrong -> assertThat(wrong.line()).as(wrong.why()).isEqualTo(line));
    }

    @Test
    void an_export_as_it_was_written_is_whole() {
        String file = exported(450);
        assertThat(OwnAuditLog.verify(file)).isInstanceOfSatisfying(AuditVerification.Result.Whole.class, whole -> {
            assertThat(whole.events()).isEqualTo(450);
            assertThat(whole.logIntact()).isTrue();
            assertThat(whole.log()).contains("1 seals over 450 events hold");
            assertThat(whole.until()).isEqualTo("2026-03-01T07:29:00Z");
        });
        assertThat(OwnAuditLog.verify(file.getBytes(StandardCharsets.UTF_8), Optional.of(OwnAuditLog.published())))
                .isInstanceOf(AuditVerification.Result.Whole.class);
        JsonNode event = JsonMapper.shared().readTree(lines(file).get(1));
        assertThat(event.path("time").asString()).isEqualTo("2026-03-01T00:00:00Z");
        assertThat(event.path("detail").path("fact").asString()).isEqualTo("ü \"\n\u2028 line 1");
    }

    @Test
    void an_export_without_events_is_whole_too() {
        assertThat(OwnAuditLog.verify(exported(0))).isInstanceOf(AuditVerification.Result.Whole.class);
    }

    @Test
    void the_first_line_that_is_wrong_is_named() {
        List<String> lines = lines(exported(450));
        List<String> changed = new ArrayList<>(lines);
        changed.set(100, changed.get(100).replace("signin.completed", "signin.failed"));
        changed.set(300, changed.get(300).replace("signin.completed", "signin.failed"));
        wrong(changed, 101);
        List<String> removed = new ArrayList<>(lines);
        removed.remove(100);
        wrong(removed, 101);
        List<String> inserted = new ArrayList<>(lines);
        inserted.add(100, inserted.get(99));
        wrong(inserted, 101);
        List<String> swapped = new ArrayList<>(lines);
        Collections.swap(swapped, 100, 150);
        wrong(swapped, 101);
        List<String> lastOfBlock = new ArrayList<>(lines);
        lastOfBlock.remove(199);
        wrong(lastOfBlock, 200);
        List<String> after = new ArrayList<>(lines);
        after.add(lines.get(5));
        wrong(after, lines.size() + 1);
    }

    @Test
    void whole_blocks_cannot_be_taken_out_or_moved() {
        List<String> lines = lines(exported(650));
        assertThat(lines.get(200)).startsWith(AuditMark.LINE_BEGINS);
        assertThat(lines.get(401)).startsWith(AuditMark.LINE_BEGINS);
        List<String> removed = new ArrayList<>(lines);
        removed.subList(201, 402).clear();
        wrong(removed, 202);
        List<String> moved = new ArrayList<>(lines.subList(0, 201));
        moved.addAll(lines.subList(402, 603));
        moved.addAll(lines.subList(201, 402));
        moved.addAll(lines.subList(603, lines.size()));
        wrong(moved, 202);
        List<String> unsigned = new ArrayList<>(lines);
        unsigned.remove(200);
        // Who expects a signature there does not know which line is too many.
        wrong(unsigned, 201);
        List<String> unreadable = new ArrayList<>(lines);
        unreadable.set(200, "x" + unreadable.get(200));
        wrong(unreadable, 201);
    }

    @Test
    void a_file_that_ends_too_early_says_how_far_it_is_covered() {
        List<String> lines = lines(exported(450));
        assertThat(OwnAuditLog.verify(file(lines.subList(0, 300))))
                .isEqualTo(new AuditVerification.Result.Cut(300, 201, "2026-03-01T03:18:00Z"));
        assertThat(OwnAuditLog.verify(file(lines.subList(0, 50))))
                .isEqualTo(new AuditVerification.Result.Cut(50, 0, ""));
        assertThat(OwnAuditLog.verify("")).isInstanceOf(AuditVerification.Result.Wrong.class);
        String noEnd = file(lines);
        assertThat(OwnAuditLog.verify(noEnd.substring(0, noEnd.length() - 1)))
                .isInstanceOf(AuditVerification.Result.Wrong.class);
    }

    @Test
    void what_somebody_else_signed_does_not_hold_under_the_keys_of_the_server() throws JOSEException {
        String file = exported(3);
        PublicKeys others = PublicKeys.parse(new JWKSet(new ECKeyGenerator(Curve.P_256)
                        .keyIDFromThumbprint(true)
                        .generate()
                        .toPublicJWK())
                .toString());
        assertThat(OwnAuditLog.verify(file.getBytes(StandardCharsets.UTF_8), Optional.of(others)))
                .isInstanceOfSatisfying(
                        AuditVerification.Result.Wrong.class,
                        wrong -> assertThat(wrong.why()).contains("under the keys that were given"));
    }

    @Test
    void a_log_that_was_tampered_with_says_so_in_its_export() {
        record(5);
        own.seals.seal(Instant.now());
        own.sql.sql("UPDATE audit_events SET kind = 'x'").update();
        assertThat(OwnAuditLog.verify(own.export(AuditFilter.ALL, AuditExport.Format.JSON)))
                .isInstanceOfSatisfying(AuditVerification.Result.Whole.class, whole -> {
                    assertThat(whole.logIntact()).isFalse();
                    assertThat(whole.log()).contains("seal 1 does not hold");
                });
    }

    @Test
    void files_that_are_no_exports_are_refused_in_words() {
        for (String other :
                List.of("{}\n", "\n", "[]\n", "time,kind\n", "\u0000\n", "{\"mark\":\"\"}\n", "{\"mark\":\"\n")) {
            assertThat(OwnAuditLog.verify(other))
                    .as(other)
                    .isInstanceOfSatisfying(
                            AuditVerification.Result.Wrong.class,
                            wrong -> assertThat(wrong.line()).isEqualTo(1));
        }
    }

    @Test
    void a_range_has_the_events_of_its_time_and_a_table_has_no_formulas() {
        record(3);
        own.record(BEGIN.plus(Duration.ofDays(2)), "=cmd()", "=1+1");
        String table = own.export(
                AuditFilter.between(BEGIN.plus(Duration.ofDays(1)), BEGIN.plus(Duration.ofDays(3))),
                AuditExport.Format.CSV);
        assertThat(lines(table)).hasSize(2);
        assertThat(table).contains(",'=cmd(),").contains("\"{\"\"fact\"\":\"\"=1+1\"\"}\"");
        assertThat(lines(own.export(
                        AuditFilter.between(BEGIN, BEGIN.plus(Duration.ofMinutes(2))), AuditExport.Format.CSV)))
                .hasSize(3);
        assertThat(own.sql
                        .sql("SELECT count(*) FROM audit_events WHERE kind = 'audit.exported'")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }
}
