package vouchsafe.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.Answer;
import vouchsafe.MultipartForm;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.audit.Actor;
import vouchsafe.audit.DurableActs;
import vouchsafe.checklist.AtOnce;
import vouchsafe.consent.Withdrawal;

/** How much members, projects and tokens may store. */
@Isolated("purges as if hours had passed")
class QuotaTest {
    private static final int KB = 1000;

    private final TestServer server = TestServer.shared();
    private final JdbcClient sql = server.bean(JdbcClient.class);
    private final Quotas quotas = server.bean(Quotas.class);
    private final TestFiles files = TestFiles.create();
    private final int project = files.app.project().id();

    /** Other tests make rows without counting them. */
    @BeforeEach
    void nothing_is_wrong_at_first() {
        server.bean(StorageTruth.class).run();
    }

    private void allow(
            @Nullable Long mostFiles, @Nullable Long mostBytes, @Nullable Long filesADay, @Nullable Long bytesADay) {
        quotas.allow(
                project,
                files.app.project().clientRowId(),
                new ProjectAllowance(mostFiles, mostBytes, filesADay, bytesADay),
                Actor.COMMAND_LINE);
    }

    private void allowBytes(long bytes) {
        allow(null, bytes, null, null);
    }

    private Answer send(int bytes) {
        return files.upload("f.bin", new byte[bytes], TestFiles.fields());
    }

    /** Without a length in its head. */
    private Answer sendChunked(String url, int bytes) {
        return TestApp.send(HttpRequest.newBuilder(URI.create(url))
                .PUT(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[bytes])))
                .build());
    }

    private void stored(long count, long bytes) {
        StorageUse use = quotas.ofProject(project);
        assertThat(use.files()).as("files").isEqualTo(count);
        assertThat(use.bytes()).as("bytes").isEqualTo(bytes);
        StorageUse member = quotas.ofMember(files.member.id());
        assertThat(member.files()).as("files of the member").isEqualTo(count);
        assertThat(member.bytes()).as("bytes of the member").isEqualTo(bytes);
        assertThat(server.bean(StorageTruth.class).run()).as("wrong counts").isZero();
    }

    private static void refused(Answer answer, int status, String words) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.text("detail")).contains(words).contains("Nothing of it was kept.");
        assertThat(answer.json().size()).isOne();
    }

    @Test
    void a_project_stores_as_much_as_it_may_and_no_byte_more() {
        allowBytes(10 * KB);
        assertThat(send(10 * KB - 1).status()).isEqualTo(201);
        refused(send(2), 507, "This project's storage is full (at most 1000000 files, 10000 bytes).");
        assertThat(send(1).status()).isEqualTo(201);
        refused(send(1), 507, "storage is full");
        stored(2, 10 * KB);
    }

    @Test
    void a_file_that_could_never_fit_is_too_large() {
        allowBytes(10 * KB);
        refused(send(10 * KB + 1), 413, "larger than the 10000 bytes that all files of this project may have");
        refused(send(5_000 * KB), 413, "larger than the 10000 bytes");
        stored(0, 0);
    }

    @Test
    void the_number_of_files_has_an_end_too() {
        allow(2L, null, null, null);
        assertThat(send(1).status()).isEqualTo(201);
        assertThat(send(1).status()).isEqualTo(201);
        refused(send(1), 507, "at most 2 files");
        files.call("delete/", Map.of("all_files", "true"));
        assertThat(send(1).status()).isEqualTo(201);
        stored(1, 1);
    }

    @Test
    void a_direct_upload_is_refused_before_it_begins_where_nothing_fits() {
        allowBytes(KB);
        assertThat(send(KB).status()).isEqualTo(201);
        refused(files.begin("more.csv"), 507, "storage is full");
    }

    @Test
    void a_direct_upload_is_refused_by_its_declared_size_before_its_bytes_are_taken() throws IOException {
        allowBytes(KB);
        Answer begun = files.begin("large.csv");
        String url = begun.text("url");
        // Only the head is sent: who waits for the body never answers.
        URI address = URI.create(url);
        try (java.net.Socket socket = new java.net.Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(120_000);
            socket.getOutputStream()
                    .write(("PUT " + address.getRawPath() + "?" + address.getRawQuery() + " HTTP/1.1\r\nHost: "
                                    + address.getAuthority() + "\r\nContent-Length: 1001\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream answer = socket.getInputStream();
            assertThat(new String(answer.readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 413");
        }
        stored(0, 0);
        assertThat(TestFiles.put(url, "x".repeat(KB)).status()).isEqualTo(200);
        assertThat(files.complete(begun.json().path("id").asLong()).status()).isEqualTo(200);
        stored(1, KB);
    }

    @Test
    void a_stream_of_unknown_length_is_stopped_where_the_room_ends() {
        allowBytes(3_000_000);
        Answer fits = files.begin("fits.csv");
        assertThat(sendChunked(fits.text("url"), 2_500_000).status()).isEqualTo(200);
        // Kept free for what was put, and given up for nothing larger than that.
        assertThat(quotas.ofProject(project).bytes()).isEqualTo(2_500_000);
        Answer more = files.begin("more.csv");
        refused(sendChunked(more.text("url"), 600_000), 507, "storage is full");
        // How long it would have become, nobody knows.
        refused(sendChunked(more.text("url"), 4_000_000), 507, "storage is full");
        assertThat(files.complete(fits.json().path("id").asLong()).status()).isEqualTo(200);
        stored(1, 2_500_000);
        allowBytes(2_000_000);
        refused(sendChunked(more.text("url"), 2_100_000), 507, "storage is full");
        allowBytes(3_000_000);
        assertThat(sendChunked(more.text("url"), 500_000).status()).isEqualTo(200);
        assertThat(files.complete(more.json().path("id").asLong()).status()).isEqualTo(200);
        stored(2, 3_000_000);
    }

    @Test
    void bytes_put_again_are_not_in_their_own_way() {
        allow(1L, (long) KB, null, null);
        Answer begun = files.begin("again.csv");
        String url = begun.text("url");
        assertThat(TestFiles.put(url, "x".repeat(KB)).status()).isEqualTo(200);
        assertThat(TestFiles.put(url, "y".repeat(KB - 1)).status()).isEqualTo(200);
        stored(1, KB - 1);
        assertThat(files.complete(begun.json().path("id").asLong()).status()).isEqualTo(200);
        stored(1, KB - 1);
    }

    @Test
    void what_fails_gives_its_room_back() {
        allowBytes(KB);
        Answer wrong = files.upload(
                "f.bin",
                new byte[KB],
                Map.of("metadata", "{\"description\":\"a\",\"tags\":[],\"md5\":\"" + "0".repeat(32) + "\"}"));
        assertThat(wrong.status()).isEqualTo(400);
        stored(0, 0);
        // The member comes after the file, and is no member.
        Answer nobody = files.send(
                new MultipartForm()
                        .file("data_file", "f.bin", new byte[KB])
                        .fields(TestFiles.fields("project_member_id", "00000000")),
                files.master);
        assertThat(nobody.status()).isEqualTo(400);
        stored(0, 0);
        assertThat(send(KB).status()).isEqualTo(201);
    }

    @Test
    void an_upload_that_is_never_completed_gives_its_room_back_when_its_time_is_over() {
        allowBytes(KB);
        Answer begun = files.begin("left.csv");
        TestFiles.put(begun.text("url"), "x".repeat(KB));
        refused(send(1), 507, "storage is full");
        StoredObjects.purgeAfter(Duration.ofHours(5));
        refused(send(1), 507, "storage is full");
        StoredObjects.purgeAfter(Duration.ofHours(7));
        assertThat(send(KB).status()).isEqualTo(201);
        stored(1, KB);
    }

    @Test
    void whoever_hangs_up_and_the_purge_give_room_back_at_once_and_neither_is_in_the_other_s_way() {
        UploadCharge charge =
                new UploadCharge(project, files.member.id(), files.app.project().clientRowId());
        for (int round = 0; round < 40; round++) {
            List<StorageKey> keys = Stream.generate(StorageKey::next).limit(4).toList();
            Instant over = Instant.now().plus(Duration.ofMinutes(1));
            keys.forEach(key -> quotas.reserve(key, charge, UploadSize.declared(1), over));
            AtOnce.times(5, number -> {
                if (number == 0) {
                    server.bean(Purge.class).run(over);
                } else {
                    quotas.release(keys.get(number - 1));
                }
                return number;
            });
        }
        server.bean(Purge.class).run(Instant.now());
        stored(0, 0);
    }

    @Test
    void an_upload_that_ends_with_its_grant_gives_its_room_back() {
        Answer begun = files.begin("left.csv");
        TestFiles.put(begun.text("url"), "x".repeat(KB));
        server.bean(Withdrawal.class).byMember(files.member.id(), files.grant().id(), false);
        StoredObjects.purgeAfter(Duration.ofSeconds(1));
        stored(0, 0);
    }

    @Test
    void a_member_who_is_named_after_the_file_has_a_limit_too() {
        fillMember(0);
        MultipartForm form = new MultipartForm()
                .file("data_file", "f.bin", new byte[KB])
                .fields(TestFiles.fields("project_member_id", files.grant().subject()));
        refused(files.send(form, files.master), 507, "This member's storage is full");
        sql.sql("UPDATE member_storage SET bytes = 0 WHERE member_id = :member")
                .param("member", files.member.id())
                .update();
        assertThat(files.send(form, files.master).status()).isEqualTo(201);
        stored(1, KB);
    }

    /** Leaves the member room for so many bytes. */
    private void fillMember(long left) {
        long most = quotas.settings().member().bytes();
        sql.sql("""
            INSERT INTO member_storage (member_id, bytes) VALUES (:member, :bytes)
            ON CONFLICT (member_id) DO UPDATE SET bytes = :bytes
            """)
                .param("member", files.member.id())
                .param("bytes", most - left)
                .update();
    }

    @Test
    void a_member_has_a_limit_over_all_projects_and_its_refusal_tells_no_figures() {
        fillMember(KB);
        refused(send(KB + 1), 507, "This member's storage is full. The member can delete files");
        assertThat(send(KB + 1).text("detail")).doesNotContainPattern("[0-9]");
        assertThat(send(KB).status()).isEqualTo(201);
        assertThat(server.bean(StorageTruth.class).run()).as("mended").isOne();
        stored(1, KB);
    }

    @Test
    void a_token_brings_so_much_in_a_day() {
        allow(null, null, 2L, null);
        assertThat(send(1).status()).isEqualTo(201);
        assertThat(send(1).status()).isEqualTo(201);
        Answer spent = send(1);
        refused(spent, 507, "What may come with this token in a day has come (at most 2 files");
        long wait = Long.parseLong(spent.header("Retry-After").orElseThrow());
        assertThat(wait).isBetween(1L, 86_401L);
        refused(files.begin("more.csv"), 507, "in a day");
        // Another token, another count; what is deleted came all the same.
        Answer other = files.send(
                new MultipartForm()
                        .fields(TestFiles.fields(
                                "project_member_id", files.grant().subject()))
                        .file("data_file", "f.bin", new byte[1]),
                files.master);
        assertThat(other.status()).isEqualTo(201);
        files.call("delete/", Map.of("all_files", "true"));
        refused(send(1), 507, "in a day");
        assertThat(quotas.today(project, files.app.project().clientRowId()).files())
                .isOne();
    }

    @Test
    void bytes_of_a_day_are_counted_where_they_are_put() {
        allow(null, null, null, (long) KB);
        Answer begun = files.begin("first.csv");
        assertThat(TestFiles.put(begun.text("url"), "x".repeat(KB - 1)).status())
                .isEqualTo(200);
        Answer second = files.begin("second.csv");
        Answer refused = TestFiles.put(second.text("url"), "xx");
        refused(refused, 507, "in a day");
        assertThat(refused.header("Retry-After")).isNotEmpty();
        refused(TestFiles.put(second.text("url"), "x".repeat(KB + 1)), 413, "with one token in a day");
    }

    @Test
    void twenty_five_uploads_at_one_moment_do_not_pass_the_limit() {
        allowBytes(10 * KB);
        List<Integer> statuses =
                AtOnce.times(25, number -> Answer.whenServed(() -> send(KB)).status());
        assertThat(statuses).containsOnly(201, 507);
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(10);
        stored(10, 10 * KB);
    }

    @Test
    void twenty_five_direct_uploads_at_one_moment_do_not_pass_the_limits() {
        allow(7L, null, null, null);
        List<Answer> begun = IntStream.range(0, 25)
                .mapToObj(number -> files.begin("at-once.csv"))
                .toList();
        List<Integer> statuses = AtOnce.times(
                25,
                number -> Answer.whenServed(
                                () -> TestFiles.put(begun.get(number).text("url"), "bytes"))
                        .status());
        assertThat(statuses).containsOnly(200, 507);
        assertThat(statuses.stream().filter(status -> status == 200)).hasSize(7);
        stored(7, 35);
    }

    @Test
    void uploads_and_deletions_at_one_moment_leave_the_counts_right() {
        List<Integer> statuses = AtOnce.times(
                24,
                number -> number % 3 == 2
                        ? Answer.whenServed(() -> files.call("delete/", Map.of("all_files", "true")))
                                .status()
                        : Answer.whenServed(() -> send(100 + number)).status());
        assertThat(statuses).allMatch(status -> status == 201 || status == 200 || status == 400);
        long there = sql.sql("SELECT count(*) FROM data_files WHERE project_id = :project")
                .param("project", project)
                .query(Long.class)
                .single();
        assertThat(quotas.ofProject(project).files()).isEqualTo(there);
        assertThat(server.bean(StorageTruth.class).run()).as("wrong counts").isZero();
    }

    /** Rows as the release before makes and deletes them. */
    @Test
    void what_did_not_count_is_counted_in_the_end() {
        StoredFiles.add(files.member.id(), files.app.project(), 5);
        assertThat(quotas.ofProject(project).files()).isZero();
        assertThat(server.bean(StorageTruth.class).run()).isEqualTo(2);
        stored(5, 15);
        sql.sql("DELETE FROM data_files WHERE project_id = :project")
                .param("project", project)
                .update();
        TestServer.shared().heard();
        assertThat(server.bean(StorageTruth.class).run()).isEqualTo(2);
        stored(0, 0);
    }

    /** The release before puts bytes without room; this one makes the file. */
    @Test
    void bytes_without_room_are_counted_when_they_become_a_file() {
        Answer begun = files.begin("old.csv");
        TestFiles.put(begun.text("url"), "x".repeat(KB));
        server.bean(DurableActs.class)
                .run(() -> new QuotaTable(sql)
                        .giveBack(sql
                                .sql("SELECT storage_key FROM upload_reservations WHERE project_id = :project")
                                .param("project", project)
                                .query(String.class)
                                .list()
                                .stream()
                                .map(StorageKey::new)
                                .toList()));
        stored(0, 0);
        allowBytes(KB - 1);
        refused(files.complete(begun.json().path("id").asLong()), 413, "larger than the 999 bytes");
        allowBytes(KB);
        assertThat(files.complete(begun.json().path("id").asLong()).status()).isEqualTo(200);
        stored(1, KB);
    }

    @Test
    void what_a_member_erases_makes_room() {
        assertThat(send(KB).status()).isEqualTo(201);
        stored(1, KB);
        server.bean(DataFiles.class)
                .delete(
                        files.member.id(),
                        new FileChoice.All(),
                        DataFiles.deletion().by(files.member.id()));
        stored(0, 0);
        assertThat(sql.sql("SELECT count(*) FROM member_storage WHERE member_id = :member")
                        .param("member", files.member.id())
                        .query(Long.class)
                        .single())
                .as("a row that names who left")
                .isZero();
    }

    @Test
    void no_limit_is_no_limit() {
        allow(0L, 0L, 0L, 0L);
        assertThat(send(100 * KB).status()).isEqualTo(201);
        assertThat(quotas.ofProject(project).percent()).isZero();
    }

    @Test
    void days_that_are_over_are_forgotten() {
        assertThat(send(1).status()).isEqualTo(201);
        quotas.forgetDays();
        assertThat(days()).isOne();
        sql.sql("UPDATE upload_days SET day = day - 3 WHERE access IN (SELECT id FROM token_families WHERE"
                        + " grant_id = :grant)")
                .param("grant", files.grant().id())
                .update();
        quotas.forgetDays();
        assertThat(days()).isZero();
    }

    private long days() {
        return sql.sql("SELECT count(*) FROM upload_days WHERE access IN (SELECT id FROM token_families WHERE"
                        + " grant_id = :grant)")
                .param("grant", files.grant().id())
                .query(Long.class)
                .single();
    }
}
