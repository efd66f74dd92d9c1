package vouchsafe.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import vouchsafe.Answer;
import vouchsafe.MultipartForm;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.accounts.Member;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.projects.MasterTokens;

/** A project with one member, as its developer sees it: two tokens and the calls for files. */
public final class TestFiles {
    public static final String METADATA = "{\"description\":\"A night\",\"tags\":[\"sleep\"]}";
    private static final String API = "/api/direct-sharing/project/files/";
    private static final HttpClient HTTP =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    public final TestApp app;
    public final Member member;
    public final String token;
    public final String master;

    private TestFiles(TestApp app, Member member) {
        this.app = app;
        this.member = member;
        this.token = app.connect(TestServer.shared().signedIn(member)).text("access_token");
        this.master = TestServer.shared()
                .bean(MasterTokens.class)
                .replace(app.project(), app.project().coordinatorId())
                .orElseThrow()
                .reveal();
    }

    /** A new project with a new member. */
    public static TestFiles create() {
        return of(TestApp.create(), TestServer.shared().member());
    }

    /** This member joins this project. */
    public static TestFiles of(TestApp app, Member member) {
        return new TestFiles(app, member);
    }

    /** What the member agreed to. */
    public Grant grant() {
        return TestServer.shared()
                .bean(Grants.class)
                .find(app.project().clientRowId(), member.id())
                .orElseThrow();
    }

    /** Uploads with the member's token; {@link Answer} of the call. */
    public Answer upload(String name, byte[] content, Map<String, String> fields) {
        MultipartForm form = new MultipartForm().fields(fields).file("data_file", name, content);
        return send(form, token);
    }

    /** Uploads a good file and says its number. */
    public long upload(String name, String content) {
        Answer answer = upload(name, content.getBytes(StandardCharsets.UTF_8), Map.of("metadata", METADATA));
        if (answer.status() != 201) {
            throw new AssertionError(answer.status() + " " + answer.body());
        }
        return answer.json().path("id").asLong();
    }

    public Answer send(MultipartForm form, String bearer) {
        HttpRequest request = form.to(TestServer.shared().url(API + "upload/"));
        return TestApp.send(HttpRequest.newBuilder(request, (name, value) -> true)
                .header("Authorization", "Bearer " + bearer)
                .build());
    }

    /** A call with a form, with the member's token. */
    public Answer call(String endpoint, Map<String, String> fields) {
        return call(endpoint, fields, token);
    }

    public Answer call(String endpoint, Map<String, String> fields, String bearer) {
        return TestApp.post(API + endpoint, TestApp.encode(fields), Map.of("Authorization", "Bearer " + bearer));
    }

    /** Begins a direct upload with the member's token. */
    public Answer begin(String name) {
        return call("upload/direct/", Map.of("filename", name, "metadata", METADATA));
    }

    public static Answer put(String url, String content) {
        return TestApp.send(HttpRequest.newBuilder(URI.create(url))
                .PUT(HttpRequest.BodyPublishers.ofString(content))
                .build());
    }

    public Answer complete(long id) {
        return call("upload/complete/", Map.of("file_id", Long.toString(id)));
    }

    /** The file as it is stored now. */
    public static DataFile file(long id) {
        return TestServer.shared().bean(DataFiles.class).find(id).orElseThrow();
    }

    /** A link that this project gets for a file. */
    public String link(long id) {
        return TestServer.shared().bean(DownloadLinks.class).url(file(id), grant());
    }

    /** One request, redirects not followed. */
    public static HttpResponse<String> get(String url, Map<String, String> headers) {
        return request("GET", url, headers);
    }

    public static HttpResponse<String> request(String method, String url, Map<String, String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url)).method(method, HttpRequest.BodyPublishers.noBody());
        headers.forEach(request::header);
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Follows a link to the address of the bytes. */
    public static String follow(String link) {
        HttpResponse<String> answer = get(link, Map.of());
        if (answer.statusCode() != 302) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return answer.headers().firstValue("Location").orElseThrow();
    }

    /** Fields with the usual metadata and these on top. */
    public static Map<String, String> fields(String... more) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("metadata", METADATA);
        for (int i = 0; i < more.length; i += 2) {
            fields.put(more[i], more[i + 1]);
        }
        return fields;
    }
}
