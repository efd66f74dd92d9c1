package vouchsafe.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.Answer;
import vouchsafe.MultipartForm;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.accounts.Member;
import vouchsafe.consent.Withdrawal;
import vouchsafe.crypto.Seal;
import vouchsafe.crypto.SealKind;
import vouchsafe.crypto.Seals;
import vouchsafe.grants.Grant;
import vouchsafe.projects.Stewardship;

/** The lines of the checklist that protect members' files. */
@Isolated("looks at all that lies in storage, and purges as if hours had passed")
class FileProtectionTest {
    private static final String OCTETS = "application/octet-stream";
    private final TestServer server = TestServer.shared();

    private void withdraw(TestFiles files) {
        server.bean(Withdrawal.class).byMember(files.member.id(), files.grant().id(), false);
    }

    private static int status(String url) {
        return TestFiles.get(url, Map.of()).statusCode();
    }

    @Test
    void PT_02_a_file_of_a_source_that_was_not_shared_is_out_of_reach_with_any_link() {
        Member member = server.member();
        TestFiles shared = TestFiles.of(TestApp.create(), member);
        TestFiles notShared = TestFiles.of(TestApp.create(), member);
        TestFiles reader = TestFiles.of(
                TestApp.create(
                        server.member(),
                        Map.of(
                                "requested_sources",
                                Integer.toString(shared.app.project().id()))),
                member);
        assertThat(status(reader.link(shared.upload("shared.csv", "1")))).isEqualTo(302);
        assertThat(status(reader.link(reader.upload("own.csv", "2")))).isEqualTo(302);
        long hidden = notShared.upload("hidden.csv", "3");
        assertThat(status(reader.link(hidden))).isEqualTo(403);
        TestFiles other = TestFiles.of(shared.app, server.member());
        assertThat(status(reader.link(other.upload("anothers.csv", "4")))).isEqualTo(403);
    }

    @Test
    void PT_03_links_and_uploads_die_when_the_member_withdraws() {
        TestFiles files = TestFiles.create();
        long id = files.upload("night.csv", "bytes");
        String link = files.link(id);
        String place = TestFiles.follow(link);
        Answer begun = files.begin("later.csv");
        Answer put = files.begin("put.csv");
        TestFiles.put(put.text("url"), "bytes");
        String number = files.grant().subject();

        withdraw(files);

        assertThat(status(link)).isEqualTo(403);
        assertThat(status(place)).isEqualTo(403);
        assertThat(TestFiles.put(begun.text("url"), "bytes").status()).isEqualTo(403);
        assertThat(files.complete(put.json().path("id").asLong()).status()).isEqualTo(401);
        assertThat(files.upload("new.csv", new byte[1], TestFiles.fields()).status())
                .isEqualTo(401);
        for (String endpoint : new String[] {"upload/direct/", "upload/complete/", "delete/"}) {
            Answer answer = files.call(
                    endpoint,
                    TestFiles.fields("project_member_id", number, "filename", "a", "file_id", "1"),
                    files.master);
            assertThat(answer.status()).as(endpoint).isEqualTo(400);
            assertThat(answer.text("project_member_id")).isEqualTo("project_member_id is invalid");
        }
    }

    /** Only the project's own state stands in the way: the consents are untouched, as they are until a job ends them. */
    @Test
    void links_of_a_paused_or_a_closed_project_are_dead() {
        Stewardship stewardship = server.bean(Stewardship.class);
        TestFiles files = TestFiles.create();
        String link = files.link(files.upload("night.csv", "bytes"));
        String place = TestFiles.follow(link);
        assertThat(status(place)).isEqualTo(200);
        stewardship.pause(files.app.project());
        assertThat(status(link)).isEqualTo(403);
        assertThat(status(place)).isEqualTo(403);
        stewardship.resume(files.app.project(), server.administrator().id());
        assertThat(status(link)).isEqualTo(302);
        assertThat(status(place)).isEqualTo(200);
        stewardship.close(files.app.project(), files.app.project().coordinatorId(), "It is over.");
        assertThat(files.grant().active()).isTrue();
        assertThat(status(link)).isEqualTo(403);
        assertThat(status(place)).isEqualTo(403);
    }

    @Test
    void PT_04_an_upload_that_is_half_done_when_the_member_withdraws_leaves_nothing() throws IOException {
        TestFiles files = TestFiles.create();
        String boundary = "b";
        String form = "--b\r\nContent-Disposition: form-data; name=\"metadata\"\r\n\r\n" + TestFiles.METADATA
                + "\r\n--b\r\nContent-Disposition: form-data; name=\"data_file\"; filename=\"half.csv\"\r\n\r\n"
                + "x".repeat(1_000_000) + "\r\n--b--\r\n";
        Set<String> before = StoredObjects.onDisk();
        try (HalfUpload half = HalfUpload.begin(
                "POST",
                server.url("/api/direct-sharing/project/files/upload/"),
                "Authorization: Bearer " + files.token + "\r\nContent-Type: multipart/form-data; boundary=" + boundary
                        + "\r\n",
                form)) {
            withdraw(files);
            assertThat(half.finish()).isEqualTo(400);
        }
        assertNothingIsLeft(files, before);
    }

    @Test
    void PT_04_bytes_on_their_way_to_an_address_when_the_member_withdraws_leave_nothing() throws IOException {
        TestFiles files = TestFiles.create();
        Answer earlier = files.begin("earlier.csv");
        Set<String> before = StoredObjects.onDisk();
        TestFiles.put(earlier.text("url"), "waiting");
        String url = files.begin("half.csv").text("url");
        try (HalfUpload half = HalfUpload.begin("PUT", url, "", "x".repeat(1_000_000))) {
            withdraw(files);
            assertThat(half.finish()).isEqualTo(403);
        }
        assertNothingIsLeft(files, before);
    }

    @Test
    void PT_04_a_sender_who_hangs_up_leaves_nothing() throws IOException {
        TestFiles files = TestFiles.create();
        Set<String> before = StoredObjects.onDisk();
        try (HalfUpload half =
                HalfUpload.begin("PUT", files.begin("half.csv").text("url"), "", "x".repeat(1_000_000))) {
            half.close();
        }
        assertThat(StoredObjects.orphans()).isEmpty();
        // The server may be noticing just now, and the purge passes by what somebody holds.
        Instant end = Instant.now().plus(Duration.ofMinutes(2));
        do {
            StoredObjects.purgeAfter(Uploads.PATIENCE.plusMinutes(1));
        } while (!before.containsAll(StoredObjects.onDisk()) && Instant.now().isBefore(end));
        assertThat(StoredObjects.onDisk()).isSubsetOf(before);
    }

    private void assertNothingIsLeft(TestFiles files, Set<String> before) {
        assertThat(server.bean(DataFiles.class).count(FileScope.all(files.member.id())))
                .isZero();
        assertThat(StoredObjects.orphans()).isEmpty();
        StoredObjects.purgeAfter(Duration.ofSeconds(1));
        assertThat(StoredObjects.onDisk())
                .as("erased at the next run of the purge")
                .isSubsetOf(before);
    }

    @Test
    void PT_15_names_are_harmless_in_storage_and_headers() {
        TestFiles files = TestFiles.create();
        Map<String, String> names = Map.of(
                "../../x y%20.txt", "x_y20.txt",
                "..\\..\\windows.ini", "windows.ini",
                "re\u0301sum\u00e9 \ud83d\udc69\u200d\ud83d\udc67.csv",
                        "re\u0301sum\u00e9_\ud83d\udc69\u200d\ud83d\udc67.csv",
                "\u05E9\u05DC\u05D5\u05DD.csv", "\u05E9\u05DC\u05D5\u05DD.csv");
        names.forEach((sent, kept) -> {
            long id = files.upload(sent, "bytes");
            assertThat(TestFiles.file(id).basename()).as(sent).isEqualTo(kept);
            HttpResponse<String> answer = TestFiles.get(TestFiles.follow(files.link(id)), Map.of());
            assertThat(answer.statusCode()).as(sent).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
                    .startsWith("attachment; filename=\"")
                    .matches("[\\x20-\\x7e]+");
        });
        Answer direct = files.begin("../../day Set-Cookie: a=b \"1\".csv");
        TestFiles.put(direct.text("url"), "bytes");
        files.complete(direct.json().path("id").asLong());
        assertThat(TestFiles.file(direct.json().path("id").asLong()).basename())
                .isEqualTo("day Set-Cookie: a=b \"1\".csv");
        String place = TestFiles.follow(files.link(direct.json().path("id").asLong()));
        assertThat(status(place)).isEqualTo(200);
        assertThat(StoredObjects.onDisk()).allMatch(name -> name.matches("[0-9a-f]{32}"));
        for (String nameless : new String[] {
            "..", "\"", "/", "a\u0000b.csv", "\u202Egpj.exe", "n".repeat(252) + ".csv", "\u00e9".repeat(126) + ".csv"
        }) {
            Answer answer = files.upload(nameless, new byte[1], TestFiles.fields());
            assertThat(answer.status()).as(nameless + answer.body()).isEqualTo(400);
            assertThat(answer.body()).as(nameless).contains("The name of the file can't be kept");
        }
    }

    @Test
    void PT_15_what_a_browser_would_run_is_served_as_an_attachment_without_a_type_in_a_sandbox() {
        TestFiles files = TestFiles.create();
        for (String name : new String[] {"page.html", "picture.svg"}) {
            long id = files.upload(name, "<script xmlns='http://www.w3.org/2000/svg'>alert(1)</script>");
            HttpResponse<String> answer = TestFiles.get(TestFiles.follow(files.link(id)), Map.of());
            assertThat(answer.headers().firstValue("Content-Type")).contains(OCTETS);
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
                    .startsWith("attachment");
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("sandbox");
        }
    }

    @Test
    void PT_17_an_upload_that_is_never_completed_is_never_seen_and_goes_after_six_hours() {
        TestFiles files = TestFiles.create();
        Set<String> before = StoredObjects.onDisk();
        Answer begun = files.begin("never.csv");
        long id = begun.json().path("id").asLong();
        TestFiles.put(begun.text("url"), "first");
        TestFiles.put(begun.text("url"), "second");
        assertThat(server.bean(DataFiles.class).count(FileScope.all(files.member.id())))
                .isZero();
        StoredObjects.purgeAfter(Duration.ofHours(5));
        assertThat(StoredObjects.onDisk()).hasSizeGreaterThan(before.size());
        StoredObjects.purgeAfter(Uploads.PATIENCE.plusMinutes(1));
        assertThat(StoredObjects.onDisk()).isSubsetOf(before);
        assertThat(TestFiles.put(begun.text("url"), "third").status()).isEqualTo(403);
        assertThat(files.complete(id).text("detail")).isEqualTo("file does not exist");
    }

    @Test
    void PT_18_a_project_deletes_only_what_it_uploaded_itself() throws IOException {
        Member member = server.member();
        TestFiles own = TestFiles.of(TestApp.create(), member);
        TestFiles other = TestFiles.of(
                TestApp.create(
                        server.member(),
                        Map.of(
                                "requested_sources",
                                Integer.toString(own.app.project().id()))),
                member);
        long foreign = own.upload("same.csv", "1");
        Grant grant = own.grant();
        Uploads uploads = server.bean(Uploads.class);
        Received received = uploads.receive(
                new ByteArrayInputStream(new byte[] {1}),
                new UploadCharge(own.app.project().id(), member.id(), null),
                UploadSize.UNKNOWN);
        FileMetadata metadata = new FileMetadata(TestFiles.METADATA, null, null);
        UploadOutcome kept = uploads.keep(
                received,
                grant,
                own.app.project().id(),
                true,
                new FileDescription("mine.csv", metadata, List.of()),
                Uploads.upload().by(member.id()));
        long mine = ((UploadOutcome.Kept) kept).file().id();
        for (Map<String, String> wish : List.of(
                Map.of("file_id", Long.toString(foreign)),
                Map.of("file_basename", "same.csv"),
                Map.of("all_files", "True"))) {
            assertThat(other.call("delete/", wish).body()).as(wish.toString()).isEqualTo("{\"ids\":[]}");
        }
        assertThat(own.call("delete/", Map.of("file_id", Long.toString(mine))).body())
                .isEqualTo("{\"ids\":[]}");
        assertThat(own.call("delete/", Map.of("all_files", "True")).body()).isEqualTo("{\"ids\":[" + foreign + "]}");
        assertThat(TestFiles.file(mine).basename()).isEqualTo("mine.csv");
    }

    @Test
    void PT_19_a_link_that_was_changed_or_is_old_opens_nothing() {
        TestFiles files = TestFiles.create();
        long id = files.upload("night.csv", "bytes");
        long second = files.upload("other.csv", "bytes");
        String link = files.link(id);
        String key = link.replaceAll(".*key=", "");
        List<String> forged = new ArrayList<>();
        forged.add(link.replace("/" + id + "/", "/" + second + "/"));
        for (int place = 0; place < key.length(); place++) {
            char other = key.charAt(place) == 'A' ? 'B' : 'A';
            forged.add(link.replace(key, key.substring(0, place) + other + key.substring(place + 1)));
        }
        Instant now = Instant.now();
        forged.add(link.replace(key, sealed(SealKind.DOWNLOAD, files, id, now.minus(Duration.ofMinutes(61)))));
        forged.add(link.replace(key, sealed(SealKind.UPLOAD, files, id, now)));
        forged.add(link.replace(key, sealed(SealKind.OWN_DOWNLOAD, files, id, now)));
        forged.add(link.replace(key, files.token));
        for (String url : forged) {
            assertThat(status(url)).as(url).isEqualTo(403);
            assertThat(status(url.replaceAll("\\?key=(.*)", "$1/night.csv")))
                    .as(url)
                    .isEqualTo(403);
        }
        assertThat(status(link.replace(key, sealed(SealKind.DOWNLOAD, files, id, now.minus(Duration.ofMinutes(59))))))
                .isEqualTo(302);
        files.call("delete/", Map.of("file_id", Long.toString(id)));
        assertThat(TestFiles.get(link, Map.of()).body()).contains("This file is unavailable.");
    }

    private String sealed(SealKind kind, TestFiles files, long id, Instant at) {
        return server.bean(Seals.class)
                .seal(new Seal(kind, files.grant().id(), (int) (id >>> 32), at.getEpochSecond(), (int) id));
    }

    @Test
    void CC_07_the_purge_works_in_small_batches_and_disturbs_no_upload() throws Exception {
        TestFiles files = TestFiles.create();
        JdbcClient sql = server.bean(JdbcClient.class);
        sql.sql("""
            INSERT INTO loose_objects (storage_key, erase_at)
            SELECT md5(random()::text || n), now() - interval '1 hour' FROM generate_series(1, 2000) n
            """).update();
        List<Integer> statuses = new ArrayList<>();
        Thread purge = Thread.ofVirtual().start(() -> StoredObjects.purgeAfter(Duration.ZERO));
        Thread another = Thread.ofVirtual().start(() -> StoredObjects.purgeAfter(Duration.ZERO));
        do {
            statuses.add(files.send(
                            new MultipartForm()
                                    .fields(TestFiles.fields())
                                    .file("data_file", "under-load.csv", new byte[1000]),
                            files.token)
                    .status());
        } while (purge.isAlive() || another.isAlive() || statuses.size() < 10);
        purge.join();
        another.join();
        assertThat(statuses).containsOnly(201);
        assertThat(server.bean(DataFiles.class).count(FileScope.all(files.member.id())))
                .isEqualTo(statuses.size());
        assertThat(sql.sql("SELECT count(*) FROM loose_objects WHERE erase_at <= now()")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void a_file_that_is_deleted_loses_its_bytes_at_the_next_purge() {
        TestFiles files = TestFiles.create();
        String key = TestFiles.file(files.upload("gone.csv", "bytes")).key().text();
        assertThat(StoredObjects.onDisk()).contains(key);
        files.call("delete/", Map.of("all_files", "True"));
        assertThat(StoredObjects.orphans()).isEmpty();
        StoredObjects.purgeAfter(Duration.ofSeconds(1));
        assertThat(StoredObjects.onDisk()).doesNotContain(key);
    }
}
