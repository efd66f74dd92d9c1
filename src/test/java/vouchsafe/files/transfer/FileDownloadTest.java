package vouchsafe.files.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vouchsafe.TestServer;
import vouchsafe.files.DownloadLinks;
import vouchsafe.files.FileRead;
import vouchsafe.files.ReadFilter;
import vouchsafe.files.ReadLedger;
import vouchsafe.files.TestFiles;

/** {@code /data-management/datafile-download/}. */
class FileDownloadTest {
    private final TestFiles files = TestFiles.create();
    private final long id = files.upload("night.csv", "0123456789");

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private List<FileRead> ledger() {
        return TestServer.shared()
                .bean(ReadLedger.class)
                .ofMember(files.member.id(), ReadFilter.ALL, Optional.empty(), 100);
    }

    @Test
    void a_link_leads_to_the_bytes_under_the_name_of_the_file() {
        HttpResponse<String> redirect = TestFiles.get(files.link(id), Map.of());
        assertThat(redirect.statusCode()).isEqualTo(302);
        String place = header(redirect, "Location");
        assertThat(place).startsWith(TestServer.shared().url("/")).endsWith("/night.csv");
        HttpResponse<String> bytes = TestFiles.get(place, Map.of("Accept-Encoding", "gzip"));
        assertThat(bytes.statusCode()).isEqualTo(200);
        assertThat(bytes.body()).isEqualTo("0123456789");
        assertThat(header(bytes, "Content-Length")).isEqualTo("10");
        assertThat(header(bytes, "Content-Encoding")).isEmpty();
        assertThat(header(bytes, "Transfer-Encoding")).isEmpty();
        assertThat(header(bytes, "Content-Disposition")).startsWith("attachment; filename=\"night.csv\"");
        assertThat(header(bytes, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(bytes, "Content-Security-Policy")).contains("sandbox").contains("default-src 'none'");
        assertThat(header(bytes, "Cache-Control")).isEqualTo("no-store");
        assertThat(TestFiles.get(place, Map.of()).body())
                .as("a link can be used again")
                .isEqualTo("0123456789");
    }

    @Test
    void one_range_is_served_and_others_are_the_whole() {
        String place = TestFiles.follow(files.link(id));
        Map<String, String> parts = Map.of(
                "bytes=0-0",
                "0",
                "bytes=2-4",
                "234",
                "bytes=7-",
                "789",
                "bytes=-2",
                "89",
                "bytes=5-99",
                "56789",
                "bytes=-99",
                "0123456789");
        parts.forEach((range, expected) -> {
            HttpResponse<String> part = TestFiles.get(place, Map.of("Range", range));
            assertThat(part.statusCode()).as(range).isEqualTo(206);
            assertThat(part.body()).as(range).isEqualTo(expected);
            assertThat(header(part, "Content-Length")).isEqualTo(Integer.toString(expected.length()));
        });
        assertThat(header(TestFiles.get(place, Map.of("Range", "bytes=2-4")), "Content-Range"))
                .isEqualTo("bytes 2-4/10");
        for (String whole :
                new String[] {"bytes=0-1,3-4", "bytes=", "bytes=-", "lines=1-2", "bytes=4-2", "bytes=x-y"}) {
            HttpResponse<String> answer = TestFiles.get(place, Map.of("Range", whole));
            assertThat(answer.statusCode()).as(whole).isEqualTo(200);
            assertThat(answer.body()).hasSize(10);
        }
        HttpResponse<String> beyond = TestFiles.get(place, Map.of("Range", "bytes=10-"));
        assertThat(beyond.statusCode()).isEqualTo(416);
        assertThat(header(beyond, "Content-Range")).isEqualTo("bytes */10");
    }

    @Test
    void a_download_is_resumed_only_where_the_file_is_the_same() {
        String place = TestFiles.follow(files.link(id));
        String tag = header(TestFiles.get(place, Map.of()), "ETag");
        assertThat(TestFiles.get(place, Map.of("Range", "bytes=5-", "If-Range", tag))
                        .body())
                .isEqualTo("56789");
        assertThat(TestFiles.get(place, Map.of("Range", "bytes=5-", "If-Range", "\"other\""))
                        .statusCode())
                .isEqualTo(200);
        assertThat(TestFiles.get(place, Map.of("If-None-Match", tag)).statusCode())
                .isEqualTo(304);
    }

    @Test
    void every_reading_is_in_the_ledger_before_its_first_byte_and_looking_at_the_head_is_none() {
        String place = TestFiles.follow(files.link(id));
        HttpResponse<String> head = TestFiles.request("HEAD", place, Map.of());
        assertThat(header(head, "Content-Length")).isEqualTo("10");
        assertThat(ledger()).isEmpty();
        TestFiles.get(place, Map.of());
        TestFiles.get(place, Map.of("Range", "bytes=0-0"));
        assertThat(ledger()).hasSize(2).allSatisfy(read -> {
            assertThat(read.fileId()).isEqualTo(id);
            assertThat(read.basename()).isEqualTo("night.csv");
            assertThat(read.reader()).isEqualTo(FileRead.Reader.PROJECT);
            assertThat(read.grantId()).isEqualTo(files.grant().id());
            assertThat(read.clientRowId()).isEqualTo(files.app.project().clientRowId());
        });
        assertThat(TestServer.shared().bean(ReadLedger.class).summary(files.member.id()))
                .singleElement()
                .satisfies(summary -> assertThat(summary.reads()).isEqualTo(2));
        assertThat(files.grant().lastReadAt()).isNotNull();
    }

    @Test
    void what_is_wrong_with_a_link_is_told_as_such_clients_know_it() {
        String base = TestServer.shared().url("/data-management/datafile-download/");
        String authorized = "You are not authorized to view this file.";
        for (String key :
                new String[] {"", "?key=", "?key=734ef279-75c7-4a5d-a3ca-8dcffb8efd9b", "?key=%00", "?key=public"}) {
            HttpResponse<String> answer = TestFiles.get(base + id + "/" + key, Map.of());
            assertThat(answer.statusCode()).as(key).isEqualTo(403);
            assertThat(answer.body()).as(key).contains(authorized);
            assertThat(header(answer, "Content-Type")).startsWith("text/html");
        }
        String key = files.link(id).replaceAll(".*key=", "");
        for (String path :
                new String[] {"999999999/?key=" + key, "x/?key=" + key, "", "-1/", "9999999999999999999999/"}) {
            HttpResponse<String> answer = TestFiles.get(base + path, Map.of());
            assertThat(answer.statusCode()).as(path).isEqualTo(403);
            assertThat(answer.body()).as(path).contains("This file is unavailable.");
        }
        assertThat(TestFiles.request("POST", files.link(id), Map.of()).statusCode())
                .isEqualTo(405);
        files.begin("half.csv");
    }

    @Test
    void an_upload_that_is_not_complete_is_unavailable() {
        long half = files.begin("half.csv").json().path("id").asLong();
        HttpResponse<String> answer = TestFiles.get(
                TestServer.shared().url("/data-management/datafile-download/" + half + "/?key=x"), Map.of());
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("This file is unavailable.");
    }

    @Test
    void owners_get_links_of_their_own() {
        String path =
                TestServer.shared().bean(DownloadLinks.class).ownPath(TestFiles.file(id), files.member.credentials());
        assertThat(TestFiles.get(TestServer.shared().url(path), Map.of()).body())
                .isEqualTo("0123456789");
        assertThat(ledger())
                .singleElement()
                .satisfies(read -> assertThat(read.reader()).isEqualTo(FileRead.Reader.MEMBER));
    }
}
